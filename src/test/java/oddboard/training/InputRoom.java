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
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.RunFixture;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Imports archives and does runs on them, each as a worker does it. */
final class InputRoom implements AutoCloseable {
    final JdbcClient jdbc;
    private final RunFixture room;
    private final Path folder;
    private final Dataset set;
    private int attempts;

    InputRoom(Path folder) throws Exception {
        this.folder = folder;
        room = RunFixture.withQueue(folder.resolve("home"));
        jdbc = room.jdbc;
        set = room.part(Datasets.class).create("Parts", "", Dataset.Visibility.TEAM, room.admin());
    }

    <T> T part(Class<T> type) {
        return room.part(type);
    }

    long count(String table) {
        return room.count(table);
    }

    private PlainJobContext claim(JobId job) throws Exception {
        return new PlainJobContext(
                room.database, job, Files.createDirectories(folder.resolve("attempt-" + ++attempts)));
    }

    DatasetVersion imported(Map<String, byte[]> files, int size) throws Exception {
        return imported(Zips.of(new TreeMap<>(files)), size);
    }

    DatasetVersion imported(byte[] archive, int size) throws Exception {
        var upload =
                room.part(Uploads.class).store(set.id(), "set.zip", new ByteArrayInputStream(archive), room.admin());
        var file = new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE);
        var spec = new ImportSpec(List.of(file), size, Crop.FIT, 0, ImportSpec.OnBadFile.STOP);
        var version = room.part(Imports.class).start(set.id(), spec, room.admin());
        room.part(ImportHandler.class).handle(claim(version.job()));
        return room.part(Datasets.class).findVersion(version.id(), room.admin()).orElseThrow();
    }

    Run run(DatasetVersion version, String detector, Map<String, ?> settings, @Nullable InputChoice input)
            throws Exception {
        var runs = room.part(Runs.class);
        var run = runs.start(RunSpec.of(version.id(), detector, settings).with(input), room.admin());
        room.handler().handle(claim(run.job().id()));
        return runs.find(run.id(), room.admin()).orElseThrow();
    }

    @Override
    public void close() {
        room.close();
    }
}
