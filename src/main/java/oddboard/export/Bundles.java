package oddboard.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import oddboard.detector.Graph;
import oddboard.detector.GraphException;
import oddboard.detector.Model;
import oddboard.detector.TrainingException;

/** Writes a trained model as a ZIP that other programs can use. Needs the engine, so call it in a worker. */
public final class Bundles {
    /** Images on which an exported file is compared with the program. */
    public static final int COMPARED_IMAGES = 50;

    /** Largest relative difference of their scores. */
    public static final double TOLERANCE = 1e-4;

    static final String MANIFEST = "manifest.json";

    private Bundles() {}

    /**
     * Nothing is written before every file of the bundle is made and compared with the program.
     *
     * @param formats at least one
     * @param folder an empty folder for the files before they are packed; they stay there
     * @throws ExportException where the detector or its settings can't be exported, or the exported file scores otherwise
     *     than the program: a sentence for the user
     */
    public static void write(Source source, Set<ExportFormat> formats, Path folder, OutputStream to)
            throws IOException {
        Map<ExportFormat, Comparison> compared = new LinkedHashMap<>();
        try (Model model = source.model().open()) {
            Graph graph = model.graph();
            OwnScores own = OwnScores.of(model, source.sample());
            for (ExportFormat format : new TreeSet<>(formats)) {
                Path file = folder.resolve(format.file());
                try (OutputStream out = Files.newOutputStream(file)) {
                    format.write(graph, source, out);
                }
                Comparison comparison = format.compare(file, own);
                comparison.require(format.file());
                compared.put(format, comparison);
            }
        } catch (GraphException | TrainingException e) {
            throw new ExportException(String.valueOf(e.getMessage()), e);
        }
        text(folder.resolve("MODEL_CARD.md"), ModelCard.of(source, compared));
        if (compared.containsKey(ExportFormat.ONNX)) {
            text(folder.resolve("score.py"), SampleCode.python());
            text(folder.resolve("Score.java"), SampleCode.java(source));
        }
        if (compared.containsKey(ExportFormat.TORCHSCRIPT)) {
            text(folder.resolve("score_torch.py"), SampleCode.torch());
        }
        text(folder.resolve(MANIFEST), BundleManifest.of(source, compared, folder));
        BundleZip.write(folder, source.name() + "-" + source.version(), to);
    }

    private static void text(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
