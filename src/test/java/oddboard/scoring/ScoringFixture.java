package oddboard.scoring;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import oddboard.account.User;
import oddboard.dataset.DatasetId;
import oddboard.dataset.VersionId;
import oddboard.job.JobHandler;
import oddboard.job.PlainJobContext;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelVersion;
import oddboard.run.RunResults;
import oddboard.run.RunRow;
import oddboard.testing.RunFixture;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;

/** A trained and registered model of drawn images, and jobs that score with it as a worker does them. */
public final class ScoringFixture implements AutoCloseable {
    public final RunFixture runs;
    public final Scorings scorings;
    public final User admin;
    private final Path folder;
    private int attempts;

    public ScoringFixture(Path folder) throws IOException {
        this.folder = folder;
        runs = RunFixture.withQueue(folder.resolve("home"));
        scorings = runs.part(Scorings.class);
        admin = runs.admin();
        String[] names = new String[RunFixture.TRAIN.length + RunFixture.TEST.length];
        Arrays.setAll(names, i -> "image-" + i + ".png");
        runs.jdbc
                .sql("insert into image_name (version_id, name) values (:id, :names)")
                .param("id", runs.version)
                .param("names", names)
                .update();
    }

    public record Trained(ModelVersion model, double[] scores) {}

    public Trained train(String name, String detector, Map<String, ?> settings) throws Exception {
        RunRow run = runs.addRun(detector, settings);
        runs.handler().handle(new PlainJobContext(runs.database, run.job(), directory()));
        ModelVersion model = runs.part(ModelRegistration.class).register(run.id(), name, "", List.of(), admin);
        return new Trained(
                model,
                runs.part(RunResults.class).scores(run.id()).orElseThrow().scores());
    }

    /** As the next version of the model. */
    public ModelVersion trainAgain(String name, String detector, Map<String, ?> settings) throws Exception {
        RunRow run = runs.addRun(detector, settings);
        runs.handler().handle(new PlainJobContext(runs.database, run.job(), directory()));
        return runs.part(ModelRegistration.class).addVersion(name, run.id(), "", admin);
    }

    Path directory() throws IOException {
        return Files.createDirectories(folder.resolve("attempt-" + ++attempts));
    }

    public DatasetId dataset() {
        return runs.datasets()
                .findVersion(new VersionId(runs.version), admin)
                .orElseThrow()
                .dataset();
    }

    UploadId upload(String name, byte[] bytes) throws IOException {
        return runs.part(Uploads.class)
                .store(dataset(), name, new ByteArrayInputStream(bytes), admin)
                .id();
    }

    Scoring start(String model, List<UploadId> uploads, @Nullable VersionId version, ScoringSpec.Maps maps) {
        return scorings.start(
                new ScoringSpec(model, uploads, version, ScoringSpec.Split.TEST, null, maps, "", 0, ""), admin);
    }

    public PlainJobContext claim(Scoring scoring) throws IOException {
        return new PlainJobContext(runs.database, scoring.job().id(), directory());
    }

    public void work(PlainJobContext context) throws Exception {
        runs.context.getBeansOfType(JobHandler.class).values().stream()
                .filter(h -> h.kind().equals(Scorings.JOB_KIND))
                .findFirst()
                .orElseThrow()
                .handle(context);
    }

    Scoring again(Scoring scoring) {
        return scorings.require(scoring.id(), admin);
    }

    public List<ScoredImage> images(Scoring scoring) {
        List<ScoredImage> all = new ArrayList<>();
        scorings.forEach(again(scoring), all::add);
        return all;
    }

    double[] scores(Scoring scoring) {
        return images(scoring).stream()
                .mapToDouble(image -> image.score() == null ? Double.NaN : image.score())
                .toArray();
    }

    /** One of packed RGB images. */
    public static byte[] png(byte[] packed, int index, int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            int at = 3 * (index * size * size + i);
            image.setRGB(
                    i % size, i / size, (packed[at] & 255) << 16 | (packed[at + 1] & 255) << 8 | packed[at + 2] & 255);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static byte[] zip(LinkedHashMap<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        runs.close();
    }
}
