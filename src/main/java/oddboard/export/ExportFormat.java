package oddboard.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import oddboard.detector.Graph;

/** Form of a network in a bundle. */
public enum ExportFormat {
    ONNX("model.onnx") {
        @Override
        void write(Graph graph, Source source, OutputStream to) throws IOException {
            OnnxWriter.write(graph, ModelInfo.properties(source), source.facts().software(), to);
        }

        @Override
        Comparison compare(Path file, OwnScores own) throws IOException {
            return OnnxFile.compare(file, own);
        }
    },
    TORCHSCRIPT("model.pt") {
        @Override
        void write(Graph graph, Source source, OutputStream to) throws IOException {
            TorchScriptWriter.write(graph, to);
        }

        @Override
        Comparison compare(Path file, OwnScores own) throws IOException {
            return TorchScriptFile.compare(file, own);
        }
    };

    private final String file;

    ExportFormat(String file) {
        this.file = file;
    }

    /** Its name in the API: {@code onnx} or {@code torchscript}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ExportFormat> byWord(String word) {
        return java.util.Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** Its file in a bundle. */
    String file() {
        return file;
    }

    abstract void write(Graph graph, Source source, OutputStream to) throws IOException;

    abstract Comparison compare(Path file, OwnScores own) throws IOException;
}
