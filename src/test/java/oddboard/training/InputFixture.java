package oddboard.training;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.archive.Zips;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.InputChoice;
import oddboard.image.Crop;
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.JobId;
import oddboard.job.PlainJobContext;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.RunFixture;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Imports archives and does runs on them, each as a worker does it. */
final class InputFixture implements AutoCloseable {
    final JdbcClient jdbc;
    private final RunFixture fixture;
    private final Path folder;
    private final Dataset set;
    private int attempts;

    InputFixture(Path folder) throws Exception {
        this.folder = folder;
        fixture = RunFixture.withQueue(folder.resolve("home"));
        jdbc = fixture.jdbc;
        set = fixture.part(Datasets.class).create("Parts", "", Dataset.Visibility.TEAM, fixture.admin());
    }

    <T> T part(Class<T> type) {
        return fixture.part(type);
    }

    Run find(RunId run) {
        return fixture.part(Runs.class).find(run, fixture.admin()).orElseThrow();
    }

    long count(String table) {
        return fixture.count(table);
    }

    private PlainJobContext claim(JobId job) throws Exception {
        return new PlainJobContext(
                fixture.database, job, Files.createDirectories(folder.resolve("attempt-" + ++attempts)));
    }

    DatasetVersion imported(Map<String, byte[]> files, int size) throws Exception {
        return imported(Zips.of(new TreeMap<>(files)), size);
    }

    DatasetVersion imported(byte[] archive, int size) throws Exception {
        var upload = fixture.part(Uploads.class)
                .store(set.id(), "set.zip", new ByteArrayInputStream(archive), fixture.admin());
        var file = new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE);
        var spec = new ImportSpec(List.of(file), size, Crop.FIT, 0, ImportSpec.OnBadFile.STOP);
        var version = fixture.part(Imports.class).start(set.id(), spec, fixture.admin());
        fixture.part(ImportHandler.class).handle(claim(version.job()));
        return fixture.part(Datasets.class)
                .findVersion(version.id(), fixture.admin())
                .orElseThrow();
    }

    Run run(DatasetVersion version, String detector, Map<String, ?> settings, @Nullable InputChoice input)
            throws Exception {
        var runs = fixture.part(Runs.class);
        var run = runs.start(RunSpec.of(version.id(), detector, settings).with(input), fixture.admin());
        fixture.handler().handle(claim(run.job().id()));
        return runs.find(run.id(), fixture.admin()).orElseThrow();
    }

    @Override
    public void close() {
        fixture.close();
    }
}
