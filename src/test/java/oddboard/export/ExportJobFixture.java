package oddboard.export;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import oddboard.account.User;
import oddboard.job.PlainJobContext;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelVersion;
import oddboard.run.RunRow;
import oddboard.testing.RunFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Models of a real run, and the making of their bundles as a worker does it. */
abstract class ExportJobFixture {
    @TempDir
    Path folder;

    RunFixture fixture;
    ModelExports exports;
    User ada;
    int attempts;

    @BeforeEach
    void open() throws Exception {
        fixture = RunFixture.withQueue(folder.resolve("home"));
        exports = fixture.part(ModelExports.class);
        ada = fixture.admin();
        fixture.jdbc
                .sql("""
                        insert into image_name (version_id, name)
                        select :id, array_agg('image-' || n || '.png' order by n) from generate_series(1, :count) n""")
                .param("id", fixture.version)
                .param("count", RunFixture.TRAIN.length + RunFixture.TEST.length)
                .update();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    ModelVersion registered(String detector, Map<String, ?> settings) throws Exception {
        RunRow run = fixture.addRun(detector, settings);
        fixture.handler().handle(new PlainJobContext(fixture.database, run.job(), directory()));
        return fixture.part(ModelRegistration.class).register(run.id(), "caps", "Of the line.", List.of(), ada);
    }

    static final Map<String, Object> SHORT = Map.of("epochs", 1, "batchSize", 8);

    Path directory() throws Exception {
        return Files.createDirectories(folder.resolve("attempt-" + ++attempts));
    }

    PlainJobContext claim(ModelExport export) throws Exception {
        return new PlainJobContext(fixture.database, export.job().id(), directory());
    }

    void make(ModelExport export) throws Exception {
        work(claim(export));
    }

    void work(PlainJobContext context) throws Exception {
        fixture.part(ExportHandler.class).handle(context);
    }

    ModelExport obtain(BundleFormat format) {
        return exports.obtain("caps", 1, format, ada);
    }

    Map<String, byte[]> unzipped(ModelExport export) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream in = exports.open(export.bundle());
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
