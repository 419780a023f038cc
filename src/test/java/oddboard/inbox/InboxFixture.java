package oddboard.inbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import oddboard.audit.Audit;
import oddboard.place.Places;
import oddboard.place.TestPlaces;
import oddboard.registry.ModelAliases;
import oddboard.registry.Models;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringFixture;
import oddboard.scoring.TwoReviewers;
import oddboard.testing.RunFixture;
import oddboard.upload.PlacesFixture;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A folder, an inbox of it, and a real model that scores what is there. */
abstract class InboxFixture {
    @TempDir
    Path home;

    @TempDir
    Path disk;

    ScoringFixture fixture;
    JdbcClient jdbc;
    InboxPass pass;
    Inboxes inboxes;

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(home);
        fixture.train("caps", "patches", Map.of());
        jdbc = fixture.runs.jdbc;
        fixture.runs.part(ModelAliases.class).move("caps", "champion", 1, null, "", fixture.admin);
        Files.createDirectories(disk.resolve("line/day"));
        InboxRepository repository = new InboxRepository(jdbc);
        Places places = places();
        TransactionTemplate transaction = fixture.runs.part(TransactionTemplate.class);
        pass = new InboxPass(
                new InboxWork(jdbc),
                repository,
                places,
                PlacesFixture.of(fixture.runs.datasets(), fixture.runs.part(Uploads.class), places),
                fixture.runs.part(Uploads.class),
                fixture.runs.part(Models.class),
                fixture.scorings,
                fixture.runs.part(TwoReviewers.class),
                fixture.runs.part(oddboard.account.Users.class),
                transaction);
        inboxes = new Inboxes(
                repository,
                fixture.runs.part(Models.class),
                fixture.runs.datasets(),
                places,
                fixture.scorings,
                transaction,
                fixture.runs.part(Audit.class));
    }

    Places places() throws Exception {
        return TestPlaces.folders(disk.resolve("line"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    Inbox create(String challenger) {
        return inboxes.create(
                new InboxSpec("Line", "line/", "caps", "champion", challenger, 1, 0.25, 1), fixture.admin);
    }

    byte[] image(int i) throws Exception {
        return ScoringFixture.png(fixture.runs.testPixels, i, RunFixture.SIZE);
    }

    Path write(String name, byte[] bytes, int secondsAgo) throws Exception {
        Path file = disk.resolve("line").resolve(name);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
        return file;
    }

    void look() {
        jdbc.sql("update inbox set due_at = now()").update();
        pass.tick();
    }

    List<Scoring> scorings(Inbox inbox) {
        return inboxes.scorings(inbox, Long.MAX_VALUE, 100, fixture.admin);
    }

    List<String> work(Inbox inbox) throws Exception {
        Scoring newest = scorings(inbox).getFirst();
        fixture.work(fixture.claim(newest));
        return fixture.images(newest).stream().map(ScoredImage::file).toList();
    }

    Inbox now(Inbox inbox) {
        return inboxes.require(inbox.id(), fixture.admin);
    }
}
