package oddboard.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import oddboard.archive.Zips;
import oddboard.common.InputException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec;
import oddboard.place.TestPlaces;
import oddboard.testing.DatasetFixture;
import oddboard.testing.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server takes from a bucket or an address is what lies there. */
class PlaceUploadsTest {
    @TempDir
    Path home;

    private DatasetFixture fixture;
    private Dataset set;
    private S3Server server;
    private PlaceUploads uploads;

    @BeforeEach
    void open() throws IOException {
        System.setProperty("aws.accessKeyId", S3Server.KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        fixture = new DatasetFixture(home);
        set = fixture.create("Caps");
        server = new S3Server("company");
        uploads = PlacesFixture.of(
                fixture.datasets, fixture.uploads, TestPlaces.bucket(server.endpoint(), "company", "images"));
        Zips.smallSet().forEach((name, bytes) -> server.put("images/caps/" + name, bytes));
    }

    @AfterEach
    void close() {
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private DatasetVersion imported(Upload upload) throws Exception {
        return fixture.importNow(set, spec(upload));
    }

    private static ImportSpec spec(Upload upload) {
        var files = List.of(new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE));
        return new ImportSpec(files, 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP);
    }

    private void assertSame(DatasetVersion version, DatasetVersion same) throws IOException {
        assertThat(fixture.datasets.imageNames(version.id())).isEqualTo(fixture.datasets.imageNames(same.id()));
        assertThat(version.trainCount()).isEqualTo(same.trainCount());
        assertThat(version.testCount()).isEqualTo(same.testCount());
        for (int i = 0; i < version.trainCount() + version.testCount(); i++) {
            assertThat(fixture.datasets.image(version, i)).isEqualTo(fixture.datasets.image(same, i));
        }
    }

    @Test
    void aBucketIsImportedAsIfItWereAnArchiveAndAgainWhenItHasChanged() throws Exception {
        List<Integer> progress = new ArrayList<>();
        Upload upload =
                uploads.take(set.id(), "s3://parts/caps/", fixture.member, (done, total, bytes) -> progress.add(done));
        assertThat(upload.filename()).isEqualTo("caps.zip");
        assertThat(progress).hasSize(Zips.smallSet().size());
        DatasetVersion first = imported(upload);
        assertSame(first, fixture.importNow(set, Map.of("set.zip", Zips.of(Zips.smallSet()))));
        assertThat(first.report().notes().getFirst())
                .matches("Taken from s3://parts/caps on 20[0-9TZ:-]+: "
                        + Zips.smallSet().size() + " files, .*B\\.");

        String gone = Zips.smallSet().keySet().stream()
                .filter(name -> name.startsWith("train/"))
                .findFirst()
                .orElseThrow();
        byte[] image = Zips.smallSet().get(gone);
        server.remove("images/caps/" + gone);
        server.put("images/caps/train/good/new-1.png", image);
        DatasetVersion second = imported(uploads.take(set.id(), "s3://parts/caps", fixture.member, PlaceProgress.NONE));
        List<String> before = List.of(fixture.datasets.imageNames(first.id()));
        List<String> after = List.of(fixture.datasets.imageNames(second.id()));
        assertThat(second.number()).isGreaterThan(first.number());
        assertThat(after).hasSameSizeAs(before);
        assertThat(after)
                .filteredOn(name -> !before.contains(name))
                .singleElement()
                .asString()
                .endsWith("new-1.png");
        assertThat(first.report().notes()).noneMatch(note -> note.startsWith("Since "));
        assertThat(second.report().notes())
                .contains("Since version " + first.number()
                        + ", taken from the same place, 1 file was added, 1 removed and 0 changed.");
        assertThat(fixture.uploads.earlierPlaces(set.id(), 5, fixture.member))
                .extracting(TakenBefore::place, TakenBefore::files)
                .containsExactly(tuple("s3://parts/caps", Zips.smallSet().size()));

        server.put(
                "images/caps/train/good/new-1.png",
                Zips.smallSet().values().stream()
                        .filter(f -> !Arrays.equals(f, image))
                        .findFirst()
                        .orElseThrow());
        Upload third = uploads.take(set.id(), "s3://parts/caps", fixture.member, PlaceProgress.NONE);
        assertThat(fixture.imports.look(set.id(), spec(third), fixture.member).changes())
                .isEqualTo("Since version " + second.number()
                        + ", taken from the same place, 0 files were added, 0 removed and 1 changed.");
    }

    @Test
    void storesNothingWhereAnObjectChangesMeanwhile() {
        server.put("images/caps/zz.png", new byte[10]);
        assertThatThrownBy(() -> uploads.take(
                        set.id(),
                        "s3://parts/caps",
                        fixture.member,
                        (done, total, bytes) -> server.put("images/caps/zz.png", new byte[11])))
                .isInstanceOf(InputException.class)
                .hasFieldOrPropertyWithValue("code", "PLACE_CHANGED")
                .hasMessage("zz.png in s3://parts/caps changed while it was read; nothing of it was kept."
                        + " Take it again when nobody writes to it.");
        assertThat(fixture.uploads.whole(set.id(), fixture.member)).isEmpty();
    }

    @Test
    void objectsThatCannotBeReadAreNamed() {
        server.put("images/caps/zz-1.png", new byte[10]);
        server.put("images/caps/zz-2.png", new byte[10]);
        server.deny("images/caps/zz-1");
        var taken = uploads.takeReadable(
                set.id(),
                "s3://parts/caps",
                fixture.member,
                (done, total, bytes) -> server.remove("images/caps/zz-2.png"));
        assertThat(taken.unread()).containsExactly("zz-1.png", "zz-2.png");
        assertThatThrownBy(() -> uploads.take(set.id(), "s3://parts/caps/zz-1.png", fixture.member, PlaceProgress.NONE))
                .hasFieldOrPropertyWithValue("code", "BUCKET_UNREADABLE");
    }

    @Test
    void aFileAtAnAddressIsImported() throws Exception {
        byte[] zip = Zips.of(Zips.smallSet());
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, zip.length);
                exchange.getResponseBody().write(zip);
            }
        });
        web.start();
        try {
            String base = "http://127.0.0.1:" + web.getAddress().getPort();
            PlaceUploads addresses = PlacesFixture.of(fixture.datasets, fixture.uploads, TestPlaces.web(base));
            Upload upload = addresses.take(set.id(), base + "/sets/caps.zip", fixture.member, PlaceProgress.NONE);
            assertThat(upload.filename()).isEqualTo("caps.zip");
            assertSame(imported(upload), fixture.importNow(set, Map.of("set.zip", zip)));
            assertThatThrownBy(() -> addresses.take(set.id(), base + "/model.pt", fixture.member, PlaceProgress.NONE))
                    .isInstanceOf(InputException.class)
                    .hasFieldOrPropertyWithValue("code", "FILE_KIND");
        } finally {
            web.stop(0);
        }
    }
}
