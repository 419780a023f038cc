package oddboard.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.job.PlainJobContext;
import oddboard.run.RunId;
import oddboard.run.RunRow;
import oddboard.testing.RunFixture;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Registered models of a small network on drawn images, trained as a worker trains it. */
abstract class ModelFixture {
    @TempDir
    Path folder;

    RunFixture room;
    ModelRegistration registration;
    Models models;
    Thresholds thresholds;
    ModelAliases aliases;
    User ada;
    private int attempts;

    @BeforeEach
    void open() throws IOException {
        room = RunFixture.withQueue(folder.resolve("home"));
        registration = room.part(ModelRegistration.class);
        models = room.part(Models.class);
        thresholds = room.part(Thresholds.class);
        aliases = room.part(ModelAliases.class);
        ada = room.admin();
        room.jdbc
                .sql("insert into image_name (version_id, name) values (:version, :names)")
                .param("version", room.version)
                .param(
                        "names",
                        IntStream.range(0, RunFixture.TRAIN.length + RunFixture.TEST.length)
                                .mapToObj(i -> "image " + i)
                                .toArray(String[]::new))
                .update();
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** A run that has succeeded, as its worker and the queue left it. */
    RunId trained(Map<String, ?> settings) throws Exception {
        return trained("conv", settings);
    }

    RunId trained(String detector, Map<String, ?> settings) throws Exception {
        Map<String, Object> all = new HashMap<>(settings);
        if (detector.equals("conv")) {
            all.putIfAbsent("epochs", 2);
            all.put("batchSize", 8);
        }
        RunRow run = room.addRun(detector, all);
        Path attempt = Files.createDirectories(folder.resolve("attempt-" + ++attempts));
        room.handler().handle(new PlainJobContext(room.database, run.job(), attempt));
        room.jdbc
                .sql("update job set state = 'SUCCEEDED' where id = :id")
                .param("id", run.job().value())
                .update();
        return run.id();
    }

    ModelVersion registered(String name, Map<String, ?> settings) throws Exception {
        return registration.register(trained(settings), name, "", List.of(), ada);
    }

    User member(String name) {
        return new User(new UserId(TestDatabase.addAccount(room.database, name, "MEMBER")), name, Role.MEMBER, false);
    }

    List<String> audited(String action) {
        return room.jdbc
                .sql("select detail from audit where action = :action order by id")
                .param("action", action)
                .query(String.class)
                .list();
    }
}
