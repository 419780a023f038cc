package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.job.JobState;
import oddboard.place.TestPlaces;
import oddboard.registry.Models;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import oddboard.upload.PlaceUploads;
import oddboard.upload.PlacesFixture;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the server is scored by a real model. */
@Slow
class ServerScoringTest {
    @TempDir
    Path folder;

    @TempDir
    Path disk;

    private ScoringFixture fixture;
    private ServerScorings server;
    private double[] scores = {};

    @BeforeEach
    void open() throws Exception {
        fixture = new ScoringFixture(folder);
        scores = fixture.train("caps", "patches", Map.of()).scores();
        PlaceUploads places = PlacesFixture.of(
                fixture.runs.datasets(), fixture.runs.part(Uploads.class), TestPlaces.folders(disk.resolve("line")));
        server = new ServerScorings(
                fixture.scorings,
                fixture.runs.part(Models.class),
                fixture.runs.datasets(),
                places,
                fixture.runs.part(Uploads.class));
        for (int i = 0; i < 4; i++) {
            write("line/day/%d.png".formatted(i), ScoringFixture.png(fixture.runs.testPixels, i, RunFixture.SIZE));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void write(String name, byte[] bytes) throws Exception {
        Files.createDirectories(disk.resolve(name).getParent());
        Files.write(disk.resolve(name), bytes);
    }

    private static ScoringSpec spec() {
        return new ScoringSpec(
                "caps/1", List.of(), null, ScoringSpec.Split.TEST, null, ScoringSpec.Maps.NONE, "", 0, "");
    }

    @Test
    void aFolderOfTheServerIsScoredAndFilesThatCannotBeReadFailAlone() throws Exception {
        write("line/day/text.png", "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        // Larger than any image file: it is left where it is.
        try (var large = java.nio.channels.FileChannel.open(
                disk.resolve("line/day/large.png"),
                java.nio.file.StandardOpenOption.CREATE_NEW,
                java.nio.file.StandardOpenOption.WRITE)) {
            large.write(java.nio.ByteBuffer.wrap(new byte[1]), 300L << 20);
        }

        Scoring scoring = server.start(spec(), "line/day", fixture.admin);
        assertThat(scoring.source()).isEqualTo("line/day");
        fixture.work(fixture.claim(scoring));

        Scoring done = fixture.again(scoring);
        assertThat(done.job().state()).isEqualTo(JobState.SUCCEEDED);
        List<ScoredImage> images = fixture.images(scoring);
        assertThat(images)
                .extracting(ScoredImage::file)
                .containsExactly("0.png", "1.png", "2.png", "3.png", "text.png", "large.png");
        for (int i = 0; i < 4; i++) {
            assertThat(images.get(i).score()).isEqualTo(scores[i]);
        }
        assertThat(images.subList(4, 6))
                .extracting(image -> image.fault() == null ? "" : image.fault().code())
                .containsExactly("NOT_AN_IMAGE", "SERVER_FOLDER_UNREADABLE");
        assertThat(done.counts()).isEqualTo(new Scoring.Counts(6, 6, 2, 0, 0, 0, 0));
    }

    @Test
    void oneFileIsAPlaceToo() throws Exception {
        Scoring scoring = server.start(spec(), "/line/day/2.png", fixture.admin);
        fixture.work(fixture.claim(scoring));
        assertThat(fixture.scores(scoring)).containsExactly(scores[2]);
    }

    @Test
    void placesThatAreNotListedAreRefusedAndNothingIsLeftOfThem() {
        for (String place : List.of("", "other", "line/../../etc", "line/day/9.png", "line/empty")) {
            assertThatThrownBy(() -> server.start(spec(), place, fixture.admin))
                    .as(place)
                    .isInstanceOf(InputException.class)
                    .hasFieldOrPropertyWithValue("code", "SERVER_FOLDER_UNKNOWN");
        }
        assertThatThrownBy(() -> server.start(
                        new ScoringSpec(
                                "caps/1",
                                List.of(),
                                new oddboard.dataset.VersionId(fixture.runs.version),
                                ScoringSpec.Split.TEST,
                                null,
                                ScoringSpec.Maps.NONE,
                                "",
                                0,
                                ""),
                        "line/day",
                        fixture.admin))
                .hasFieldOrPropertyWithValue("code", "SCORING_IMAGES");
        assertThatThrownBy(() -> server.start(
                        new ScoringSpec(
                                "caps/9",
                                List.of(),
                                null,
                                ScoringSpec.Split.TEST,
                                null,
                                ScoringSpec.Maps.NONE,
                                "",
                                0,
                                ""),
                        "line/day",
                        fixture.admin))
                .isInstanceOf(oddboard.common.NotFoundException.class);
        assertThat(fixture.runs.part(Uploads.class).whole(fixture.dataset(), fixture.admin))
                .isEmpty();
    }
}
