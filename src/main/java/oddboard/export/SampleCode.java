package oddboard.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Small programs that score images with an exported model. Those in Python read what they need from the manifest. */
final class SampleCode {
    private SampleCode() {}

    static String onnx() throws IOException {
        return python(
                "score.py",
                "onnxruntime",
                "session = onnxruntime.InferenceSession(HERE / \"model.onnx\", providers=[\"CPUExecutionProvider\"])",
                "session.run([\"score\"], {\"image\": pixels[None]})[0]");
    }

    static String torch() throws IOException {
        return python(
                "score_torch.py",
                "torch",
                "torch.set_grad_enabled(False)\nmodel = torch.jit.load(HERE / \"model.pt\")",
                "model(torch.from_numpy(pixels[None].copy()))[0]");
    }

    private static String python(String file, String runtime, String open, String scores) throws IOException {
        return text("score.py.txt")
                .replace("@FILE@", file)
                .replace("@RUNTIME@", runtime)
                .replace("@OPEN@", open)
                .replace("@SCORES@", scores);
    }

    /** Has what it needs written into it, for Java reads no JSON. */
    static String java(Source source) throws IOException {
        ExportedThreshold threshold = source.threshold();
        Tiling tiling = source.tiling();
        return text("Score.java.txt")
                .replace("@SIZE@", String.valueOf(source.shape().size()))
                .replace("@CHANNELS@", String.valueOf(source.shape().channels()))
                .replace(
                        "@TILE@",
                        String.valueOf(tiling == null ? 0 : tiling.tiles().size()))
                .replace(
                        "@OVERLAP@",
                        String.valueOf(tiling == null ? 0 : tiling.tiles().overlap()))
                .replace("@HIGHEST@", String.valueOf(tiling == null ? 1 : tiling.highest()))
                .replace("@CROP@", tiling == null ? source.preparation().crop() : "FIT")
                .replace("@FRACTION@", String.valueOf(source.preparation().cropFraction()))
                .replace("@THRESHOLD@", threshold == null ? "Double.NaN" : String.valueOf(threshold.value()));
    }

    private static String text(String name) throws IOException {
        try (InputStream in = SampleCode.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
