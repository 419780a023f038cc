package oddboard.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.Csv;
import oddboard.common.InputException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.gallery.ImageFilter;
import oddboard.gallery.ImageList;
import oddboard.gallery.ImageLists;
import oddboard.image.PngFile;
import oddboard.image.RasterImage;
import oddboard.run.Run;
import org.springframework.stereotype.Service;

/** Test images of a run to take away: a CSV about them, or a ZIP with their images, written as it is sent. */
@Service
public class RunImages {
    /** Images of one ZIP. */
    public static final int MAX_EXPORTED = 5000;

    private static final String HEAD = "ID,file,score,rank,label,type,outcome\r\n";
    private static final int CONCURRENCY = 50;

    private final RankedRuns ranked;
    private final RunSheets sheets;
    private final ImageLists lists;

    RunImages(RankedRuns ranked, RunSheets sheets, ImageLists lists) {
        this.ranked = ranked;
        this.sheets = sheets;
        this.lists = lists;
    }

    /**
     * What is wanted of a run.
     *
     * @param images test images; in the order of their ranks once checked
     * @param layers layers beside the images themselves
     */
    public record Wanted(
            Run run,
            DatasetVersion version,
            int labelSet,
            double threshold,
            int[] images,
            Set<RunSheets.Layer> layers,
            User viewer) {}

    /** @throws InputException where an image isn't there, or a ZIP would have too many */
    public Wanted check(Wanted wanted, boolean zip) {
        RankedScores scores = ranked.of(wanted.run.id())
                .orElseThrow(() -> new ConflictException("Run " + wanted.run.id() + " has no scores: it is "
                        + wanted.run.job().state() + "."));
        if (zip && wanted.images.length > MAX_EXPORTED) {
            throw new InputException(
                    "EXPORT_TOO_LARGE",
                    "",
                    "images",
                    "%,d images are too many for one ZIP: choose at most %,d, or take the CSV alone."
                            .formatted(wanted.images.length, MAX_EXPORTED));
        }
        int[] ranks = new int[wanted.images.length];
        for (int i = 0; i < ranks.length; i++) {
            int image = wanted.images[i];
            if (image < 0 || image >= scores.scores().length) {
                throw new InputException(
                        "PARAMETER_INVALID",
                        "",
                        "images",
                        "There is no test image " + image + "; the test images are 0 to " + (scores.scores().length - 1)
                                + ".");
            }
            ranks[i] = scores.rank()[image];
        }
        int[] sorted = Arrays.stream(ranks)
                .sorted()
                .distinct()
                .map(rank -> scores.order()[rank - 1])
                .toArray();
        return new Wanted(
                wanted.run, wanted.version, wanted.labelSet, wanted.threshold, sorted, wanted.layers, wanted.viewer);
    }

    /**
     * {@value #HEAD}; {@code label} 1 = anomalous, empty = unlabeled, or hidden from the viewer; {@code outcome} empty where the
     * labels lack a class.
     */
    public void csv(Wanted wanted, Writer out) throws IOException {
        RankedScores scores = ranked.of(wanted.run.id()).orElseThrow();
        ImageList list = lists.of(wanted.version, wanted.labelSet, ImageFilter.test(""), wanted.viewer);
        Labels labels = list.labels();
        boolean both = Evaluator.hasBothClasses(labels.evaluating().anomalous());
        out.write(HEAD);
        for (int i : wanted.images) {
            boolean anomalous = labels.anomalous()[i];
            boolean known = labels.knows(i);
            out.write(i + "," + Csv.cell(list.name(list.index(i))) + "," + scores.scores()[i] + "," + scores.rank()[i]
                    + ","
                    + (!known ? "" : anomalous ? 1 : 0) + "," + Csv.cell(labels.type()[i]) + ","
                    + (known && both ? outcome(anomalous, scores.scores()[i] >= wanted.threshold) : "") + "\r\n");
        }
    }

    private static String outcome(boolean anomalous, boolean raised) {
        return anomalous ? raised ? "found" : "missed" : raised ? "false-alarm" : "passed";
    }

    /** images.csv, then the pictures as PNG, named by rank and number: image/000001-test-000017.png. */
    public void zip(Wanted wanted, OutputStream bytes) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
        // PNG does not become smaller.
        zip.setLevel(1);
        zip.putNextEntry(new ZipEntry("images.csv"));
        var csv = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        csv(wanted, csv);
        csv.flush();
        zip.closeEntry();
        RankedScores scores = ranked.of(wanted.run.id()).orElseThrow();
        for (int from = 0; from < wanted.images.length; from += CONCURRENCY) {
            int[] some = Arrays.copyOfRange(wanted.images, from, Math.min(wanted.images.length, from + CONCURRENCY));
            sheets.read(wanted.run, wanted.version, some, (index, layers) -> {
                String name = "%06d-test-%06d.png".formatted(scores.rank()[index], index);
                entry(zip, "image/" + name, PngFile.of(layers.image()));
                RasterImage reconstruction = layers.reconstruction();
                if (reconstruction != null && wanted.layers.contains(RunSheets.Layer.RECONSTRUCTION)) {
                    entry(zip, "reconstruction/" + name, PngFile.of(reconstruction));
                }
                if (wanted.layers.contains(RunSheets.Layer.ERROR)) {
                    entry(zip, "error/" + name, PngFile.of(layers.errors()));
                }
            });
        }
        zip.finish();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] png) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(png);
        zip.closeEntry();
    }
}
