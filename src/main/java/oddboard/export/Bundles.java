package oddboard.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** Told how far a bundle is. */
    @FunctionalInterface
    public interface Steps {
        /** @return false to stop */
        boolean done(int steps, int of);
    }

    /**
     * Nothing is written before every file of the bundle is made and compared with the program.
     *
     * @param formats at least one
     * @param folder an empty folder for the files before they are packed; they stay there
     * @return its manifest.json; empty where {@code steps} stopped it
     * @throws ExportException where the detector or its settings can't be exported, or the exported file scores otherwise
     *     than the program: a sentence for the user
     */
    public static Optional<String> write(
            Source source, Set<ExportFormat> formats, Path folder, OutputStream to, Steps steps) throws IOException {
        int all = 2 * formats.size() + 2;
        int done = 0;
        Map<ExportFormat, Comparison> compared = new LinkedHashMap<>();
        try (Model model = source.model().open()) {
            Graph graph = model.graph();
            OwnScores own = OwnScores.of(model, source.sample(), source.tiling());
            if (!steps.done(++done, all)) {
                return Optional.empty();
            }
            for (ExportFormat format : new TreeSet<>(formats)) {
                Path file = folder.resolve(format.file());
                try (OutputStream out = Files.newOutputStream(file)) {
                    format.write(graph, source, out);
                }
                if (!steps.done(++done, all)) {
                    return Optional.empty();
                }
                Comparison comparison = format.compare(file, own);
                comparison.require(format.file());
                compared.put(format, comparison);
                if (!steps.done(++done, all)) {
                    return Optional.empty();
                }
            }
        } catch (GraphException | TrainingException e) {
            throw new ExportException(String.valueOf(e.getMessage()), e);
        }
        text(folder.resolve("MODEL_CARD.md"), ModelCard.of(source, compared));
        if (compared.containsKey(ExportFormat.ONNX)) {
            text(folder.resolve("score.py"), SampleCode.onnx());
            text(folder.resolve("Score.java"), SampleCode.java(source));
        }
        if (compared.containsKey(ExportFormat.TORCHSCRIPT)) {
            text(folder.resolve("score_torch.py"), SampleCode.torch());
        }
        String manifest = BundleManifest.of(source, compared, folder);
        text(folder.resolve(MANIFEST), manifest);
        BundleZip.write(folder, source.name() + "-" + source.version(), to);
        return steps.done(all, all) ? Optional.of(manifest) : Optional.empty();
    }

    private static void text(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
