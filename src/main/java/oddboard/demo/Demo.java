package oddboard.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.upload.Upload;
import oddboard.upload.Uploads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the demo on an empty database, and takes it up where an earlier start broke off. */
@Component
@ConditionalOnProperty(name = "oddboard.role", havingValue = "web")
@ConditionalOnProperty(name = "oddboard.demo", matchIfMissing = true)
class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final String NAME = "Hex nuts (demo)";
    /** Any number that no other lock of this program uses. */
    private static final long LOCK = 4_071_990_233L;

    private final DataSource database;
    private final Users users;
    private final Datasets datasets;
    private final Uploads uploads;
    private final Imports imports;
    private final Runs runs;
    private final int epochs;

    /** @param epochs at most so many a run, for slow machines and tests */
    Demo(
            DataSource database,
            Users users,
            Datasets datasets,
            Uploads uploads,
            Imports imports,
            Runs runs,
            @Value("${oddboard.demo.epochs:60}") int epochs) {
        this.epochs = epochs;
        this.database = database;
        this.users = users;
        this.datasets = datasets;
        this.uploads = uploads;
        this.imports = imports;
        this.runs = runs;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofPlatform().daemon().name("demo").start(() -> {
            try {
                make();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("The demo could not be made: {}", e.getMessage());
            }
        });
    }

    /** Of several web processes that start at once one makes the demo; the lock is the connection's. */
    private void make() throws InterruptedException, IOException, SQLException {
        try (Connection connection = database.getConnection();
                var locked = connection.createStatement().executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            locked.next();
            if (!locked.getBoolean(1)) {
                return;
            }
            try {
                User admin = administrator();
                List<Dataset> present = datasets.list(admin);
                if (present.isEmpty()) {
                    addDataset(admin);
                } else if (present.size() > 1 || !present.getFirst().name().equals(NAME)) {
                    return;
                }
                if (runs.list(admin, 1).isEmpty()) {
                    startRuns(admin, readyVersion(admin));
                }
            } finally {
                connection.createStatement().execute("select pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    private User administrator() throws InterruptedException {
        while (true) {
            var admin = users.firstAdministrator();
            if (admin.isPresent()) {
                return admin.get();
            }
            Thread.sleep(200);
        }
    }

    private void addDataset(User admin) throws IOException {
        Path zip = Files.createTempFile("oddboard-demo", ".zip");
        try {
            try (OutputStream to = Files.newOutputStream(zip)) {
                DemoImages.writeZip(to);
            }
            Dataset dataset = datasets.create(
                    NAME,
                    "Drawn by the program: hex nuts, good ones to learn from and four kinds of defects to find.",
                    Dataset.Visibility.TEAM,
                    admin);
            try (InputStream bytes = Files.newInputStream(zip)) {
                Upload upload = uploads.store(dataset.id(), "hex_nuts.zip", bytes, admin);
                imports.start(
                        dataset.id(),
                        new ImportSpec(
                                List.of(new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE)),
                                0,
                                Crop.SQUARE,
                                0,
                                ImportSpec.OnBadFile.STOP),
                        admin);
            }
        } finally {
            Files.delete(zip);
        }
    }

    private VersionId readyVersion(User admin) throws InterruptedException {
        while (true) {
            var version = datasets.list(admin).stream()
                    .flatMap(d -> d.ready().stream())
                    .findFirst();
            if (version.isPresent()) {
                return version.get().id();
            }
            Thread.sleep(500);
        }
    }

    private void startRuns(User admin, VersionId version) {
        start(admin, version, "patches", "patches, for defects", Map.of());
        start(admin, version, "conv", "conv, small batches", Map.of("epochs", Math.min(40, epochs), "batchSize", 64));
        start(admin, version, "fcn", "fcn, small batches", Map.of("epochs", Math.min(60, epochs), "batchSize", 64));
        start(
                admin,
                version,
                "vae",
                "vae, light mean divergence",
                Map.of("epochs", Math.min(40, epochs), "batchSize", 64, "kld", "mean", "beta", 0.001));
    }

    private void start(User admin, VersionId version, String detector, String name, Map<String, ?> settings) {
        runs.start(new RunSpec(version, detector, settings, name, List.of("demo"), 0, ""), admin);
    }
}
