package oddboard.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import oddboard.common.InputException;
import oddboard.testing.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks Amazon's protocol and checks signatures. */
class BucketPlaceTest {
    private S3Server server;
    private Places places;

    @BeforeEach
    void open() throws IOException {
        System.setProperty("aws.accessKeyId", S3Server.KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        server = new S3Server("company");
        places = TestPlaces.bucket(server.endpoint(), "company", "/images/");
    }

    @AfterEach
    void close() {
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] read(Place place, PlaceFile file) throws IOException {
        try (InputStream in = place.open(file)) {
            return in.readAllBytes();
        }
    }

    @Test
    void listsFoldersAndFilesBelowThePrefixAlone() {
        server.put("images/a/1.png", bytes("1"));
        server.put("images/a b/ü&<+.png", bytes("22"));
        server.put("images/z.zip", bytes("333"));
        server.put("images/.git/x", bytes("4"));
        server.put("images/marker/", bytes(""));
        server.put("imagesother/secret.png", bytes("5"));
        server.put("other/secret.png", bytes("6"));

        assertThat(places.list("")).containsExactly(new Places.Entry("s3://parts", true, 0));
        assertThat(places.list("s3://parts"))
                .containsExactly(
                        new Places.Entry("s3://parts/a", true, 0),
                        new Places.Entry("s3://parts/a b", true, 0),
                        new Places.Entry("s3://parts/marker", true, 0),
                        new Places.Entry("s3://parts/z.zip", false, 3));
        assertThat(places.list("s3://parts/a b/"))
                .containsExactly(new Places.Entry("s3://parts/a b/ü&<+.png", false, 2));
        assertThat(places.find("s3://parts").list().files())
                .extracting(PlaceFile::path)
                .containsExactly("a b/ü&<+.png", "a/1.png", "z.zip");
        assertThat(places.find("s3://parts/z.zip").isFile()).isTrue();
        assertThat(places.names()).containsExactly("s3://parts");
    }

    @Test
    void namesWithOtherLettersAreReadAsTheyAre() throws IOException {
        server.put("images/a b/ü&<+%41.png", bytes("content"));
        Place place = places.find("s3://parts/a b");
        assertThat(read(place, place.list().files().getFirst())).isEqualTo(bytes("content"));
        Place single = places.find("s3://parts/a b/ü&<+%41.png");
        assertThat(read(single, single.list().files().getFirst())).isEqualTo(bytes("content"));
    }

    @Test
    void whatIsNotListedIsUnknown() {
        server.put("secret/1.png", bytes("1"));
        server.put("images/.hidden/1.png", bytes("1"));
        for (String path : List.of(
                "s3://other",
                "s3://parts/nothing",
                "s3://parts/../secret",
                "s3://parts/../secret/1.png",
                "s3://parts/.hidden/1.png",
                "s3://parts//secret",
                "s3://",
                "s3://company",
                "s3://parts/\0")) {
            assertThatThrownBy(() -> places.find(path))
                    .as(path)
                    .isInstanceOf(InputException.class)
                    .hasFieldOrPropertyWithValue("code", "BUCKET_UNKNOWN")
                    .message()
                    .doesNotContain(server.endpoint().toString());
        }
    }

    @Test
    void thousandsOfObjectsAreListedPageByPage() {
        for (int i = 0; i < 2500; i++) {
            server.put("images/line/%04d.png".formatted(i), bytes("x" + i));
        }
        server.fail(1);
        List<PlaceFile> files = places.find("s3://parts/line").list().files();
        assertThat(files).hasSize(2500).isSortedAccordingTo(java.util.Comparator.comparing(PlaceFile::path));
        assertThat(files.stream().mapToLong(PlaceFile::size).sum()).isEqualTo(2500 + 10 + 180 + 2700 + 6000);
        assertThat(server.requests())
                .filteredOn(r -> r.contains("continuation-token"))
                .hasSize(2);
        assertThat(places.list("s3://parts/line")).hasSize(1000);
    }

    @Test
    void aStreamThatBreaksGoesOnWhereItBroke() throws IOException {
        byte[] large = new byte[5_000_000];
        new Random(1).nextBytes(large);
        server.put("images/line/large.tif", large);
        Place place = places.find("s3://parts/line");
        PlaceFile file = place.list().files().getFirst();
        server.cutNextAfter(2_000_000);
        assertThat(read(place, file)).isEqualTo(large);
        assertThat(server.requests())
                .filteredOn(r -> r.startsWith("GET /company/images/line/large.tif"))
                .hasSize(2);
    }

    @Test
    void anObjectThatChangesIsReported() throws IOException {
        server.put("images/line/1.png", bytes("before"));
        server.put("images/line/2.png", bytes("before"));
        Place place = places.find("s3://parts/line");
        List<PlaceFile> files = place.list().files();
        server.put("images/line/1.png", bytes("after!"));
        server.remove("images/line/2.png");
        for (PlaceFile file : files) {
            assertThatThrownBy(() -> read(place, file)).isInstanceOf(ChangedFileException.class);
        }
        byte[] large = new byte[3_000_000];
        server.put("images/line/3.png", large);
        PlaceFile third = place.list().files().getLast();
        server.cutNextAfter(1_000_000);
        try (InputStream in = place.open(third)) {
            in.readNBytes(500_000);
            server.put("images/line/3.png", new byte[3_000_001]);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(ChangedFileException.class);
        }
    }

    @Test
    void withoutTagsSizeAndTimeTellWhatChanged() throws IOException {
        server.hideTags();
        Instant before = Instant.now().minusSeconds(60);
        server.put("images/line/1.png", bytes("before"), before);
        server.put("images/line/2.png", bytes("before"), before);
        server.put("images/line/3.png", bytes("before"), before);
        Place place = places.find("s3://parts/line");
        List<PlaceFile> files = place.list().files();
        assertThat(files).extracting(PlaceFile::tag).containsOnly("");
        server.put("images/line/1.png", bytes("short"), before);
        server.put("images/line/2.png", bytes("after!"), before.plusSeconds(5));
        for (PlaceFile file : files.subList(0, 2)) {
            assertThatThrownBy(() -> read(place, file)).isInstanceOf(ChangedFileException.class);
        }
        assertThat(read(place, files.getLast())).isEqualTo(bytes("before"));
    }

    private void refused(String code, String sentence) {
        assertThatThrownBy(() -> places.find("s3://parts/line").list())
                .isInstanceOf(InputException.class)
                .hasFieldOrPropertyWithValue("code", code)
                .hasMessage(sentence);
    }

    @Test
    void eachFaultIsOneSentenceThatNamesTheBucket() throws IOException {
        server.put("images/line/1.png", bytes("1"));
        server.setSecret("another");
        refused(
                "BUCKET_UNREADABLE",
                "The bucket s3://parts refuses this server's key; an administrator can look at the key in the environment.");
        server.setSecret(S3Server.SECRET);
        server.deny("");
        refused(
                "BUCKET_UNREADABLE",
                "This server may not read the bucket s3://parts; an administrator can look at the rights of its key.");
        server.deny("\0");
        server.fail(1000);
        refused("BUCKET_AWAY", "The bucket s3://parts is too busy or out of order (status 503); try again later.");
        server.fail(0);
        places = TestPlaces.bucket(server.endpoint(), "nowhere", "");
        refused(
                "BUCKET_UNREADABLE",
                "The bucket s3://parts does not exist at its endpoint; an administrator can look at oddboard.upload.buckets.");
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        places = TestPlaces.bucket(URI.create("http://127.0.0.1:" + free), "company", "");
        refused("BUCKET_AWAY", "The bucket s3://parts does not answer at the moment; try again later.");
        System.setProperty("aws.accessKeyId", "unknown");
        places = TestPlaces.bucket(server.endpoint(), "company", "images");
        refused(
                "BUCKET_UNREADABLE",
                "The bucket s3://parts refuses this server's key; an administrator can look at the key in the environment.");
    }

    @Test
    void oneObjectThatMayNotBeReadIsNoFaultOfTheBucket() throws IOException {
        server.put("images/line/1.png", bytes("1"));
        server.put("images/line/2.png", bytes("2"));
        server.deny("images/line/1");
        Place place = places.find("s3://parts/line");
        List<PlaceFile> files = place.list().files();
        assertThatThrownBy(() -> read(place, files.getFirst()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ChangedFileException.class);
        assertThat(read(place, files.getLast())).isEqualTo(bytes("2"));
    }

    @Test
    void settingsThatNobodyMeansAreRefusedAtTheStart() {
        assertThatThrownBy(() -> new BucketSettings.Bucket("a/b", null, "x", null, "", null))
                .hasMessageContaining("oddboard.upload.buckets");
        assertThatThrownBy(() ->
                        new BucketSettings.Bucket("a", URI.create("https://key:secret@host"), "x", null, "", null))
                .hasMessageContaining("without a key in it")
                .message()
                .doesNotContain("secret");
        var one = new BucketSettings.Bucket("a", null, "x", null, "", null);
        assertThatThrownBy(() -> new BucketSettings(List.of(one, one))).hasMessageContaining("two are called a");
    }
}
