package oddboard.export;

import java.io.IOException;
import java.nio.file.Path;
import oddboard.detector.ScriptedModel;

/** Compares a TorchScript module with the program. */
final class TorchScriptFile {
    private static final int BATCH = 10;

    private TorchScriptFile() {}

    static Comparison compare(Path file, OwnScores own) throws IOException {
        int count = own.images().count();
        double[] scores = new double[count];
        try (ScriptedModel module = ScriptedModel.load(file)) {
            module.run(own.images(), 0, Math.min(count, BATCH));
            long start = System.nanoTime();
            for (int from = 0; from < count; from += BATCH) {
                float[] some = module.run(own.images(), from, Math.min(BATCH, count - from))[0];
                for (int i = 0; i < some.length; i++) {
                    scores[from + i] = some[i];
                }
            }
            return own.compare(ScriptedModel.runtime(), scores, (System.nanoTime() - start) / 1e6);
        }
    }
}
