package oddboard.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Small programs that score images with an exported model. */
final class SampleCode {
    private SampleCode() {}

    /** Reads what it needs from the manifest. */
    static String python() throws IOException {
        return text("score.py");
    }

    /** Has what it needs written into it, for Java reads no JSON. */
    static String java(Source source) throws IOException {
        ExportedThreshold threshold = source.threshold();
        return text("Score.java.txt")
                .replace("@SIZE@", String.valueOf(source.shape().size()))
                .replace("@CHANNELS@", String.valueOf(source.shape().channels()))
                .replace("@CROP@", source.preparation().crop())
                .replace("@FRACTION@", String.valueOf(source.preparation().cropFraction()))
                .replace("@THRESHOLD@", threshold == null ? "Double.NaN" : String.valueOf(threshold.value()));
    }

    static String torch() throws IOException {
        return text("score_torch.py");
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
