package oddboard.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import oddboard.place.Places;
import oddboard.place.TestPlaces;
import oddboard.registry.Models;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringSpec;
import oddboard.scoring.ServerScoringsFixture;
import oddboard.testing.S3Server;
import oddboard.testing.Slow;
import oddboard.upload.PlacesFixture;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket is watched, and scored by a job, as a folder is. */
@Slow
class BucketInboxTest extends InboxFixture {
    private S3Server server;

    @Override
    Places places() throws Exception {
        System.setProperty("aws.accessKeyId", S3Server.KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        server = new S3Server("company");
        return TestPlaces.bucket(server.endpoint(), "company", "");
    }

    @AfterEach
    void closeServer() {
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void put(String key, int image, int secondsAgo) throws Exception {
        server.put(key, image(image), Instant.now().minusSeconds(secondsAgo));
    }

    @BeforeEach
    void fill() throws Exception {
        put("line/day/a.png", 0, 60);
        put("line/day/copy-of-a.png", 0, 50);
        put("line/b.png", 1, 40);
        put("other/c.png", 2, 60);
    }

    @Test
    void whatIsNewIsScoredOnce() throws Exception {
        Inbox inbox = inboxes.create(
                new InboxSpec("Line", "s3://parts/line/", "caps", "champion", "", 1, 0.25, 1), fixture.admin);
        assertThat(inbox.folder()).isEqualTo("s3://parts/line");
        put("line/late.png", 3, 1);
        look();
        assertThat(now(inbox).trouble()).isEmpty();
        assertThat(now(inbox).left()).isEqualTo(1);
        assertThat(work(inbox)).containsExactly("day/a.png", "b.png");

        put("line/late.png", 3, 30);
        put("line/b.png", 1, 20);
        look();
        assertThat(work(inbox))
                .as("an object written again has the same content")
                .containsExactly("late.png");
        put("line/day/a.png", 4, 30);
        look();
        assertThat(work(inbox)).containsExactly("day/a.png");
        look();
        assertThat(scorings(inbox)).hasSize(3);

        server.setSecret("another");
        put("line/d.png", 5, 30);
        look();
        assertThat(now(inbox).trouble())
                .isEqualTo(
                        "The bucket s3://parts refuses this server's key; an administrator can look at the key in the"
                                + " environment.");
        server.setSecret(S3Server.SECRET);
        look();
        assertThat(now(inbox).trouble()).isEmpty();
        assertThat(work(inbox)).containsExactly("d.png");
    }

    @Test
    void aJobScoresABucketAndNamesWhatCouldNotBeRead() throws Exception {
        server.put("line/text.png", new byte[] {1, 2});
        server.deny("line/day/copy");
        var scorings = ServerScoringsFixture.of(
                fixture.scorings,
                fixture.runs.part(Models.class),
                fixture.runs.datasets(),
                PlacesFixture.of(
                        fixture.runs.datasets(),
                        fixture.runs.part(Uploads.class),
                        TestPlaces.bucket(server.endpoint(), "company", "line")),
                fixture.runs.part(Uploads.class));
        ScoringSpec spec = new ScoringSpec(
                "caps/1", List.of(), null, ScoringSpec.Split.TEST, null, ScoringSpec.Maps.NONE, "", 0, "");
        Scoring scoring = scorings.start(spec, "s3://parts", fixture.admin);
        assertThat(scoring.source()).isEqualTo("s3://parts");
        fixture.work(fixture.claim(scoring));
        List<ScoredImage> images = fixture.images(scoring);
        assertThat(images)
                .extracting(ScoredImage::file)
                .containsExactly("b.png", "day/a.png", "text.png", "day/copy-of-a.png");
        assertThat(images.subList(2, 4))
                .extracting(image -> image.fault() == null ? "" : image.fault().code())
                .containsExactly("NOT_AN_IMAGE", "SERVER_FOLDER_UNREADABLE");
        assertThatThrownBy(() -> scorings.start(spec, "s3://other", fixture.admin))
                .hasFieldOrPropertyWithValue("code", "BUCKET_UNKNOWN");
    }
}
