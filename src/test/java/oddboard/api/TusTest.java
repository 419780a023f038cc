package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import oddboard.testing.Await;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The resumable way in, by its protocol. */
class TusTest extends ApiFixture {
    private static final byte[] FILE = bytes(3_500_000);

    @Autowired
    private JdbcClient jdbc;

    @Test
    void tellsWhatItCanDo() throws Exception {
        var answer = send(to(tus()).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(header(answer, "Tus-Extension")).contains("creation", "termination", "expiration", "checksum");
        assertThat(header(answer, "Tus-Max-Size")).isEqualTo("53687091200");
    }

    @Test
    void takesAFileInPiecesAndNamesItsUploadAtTheEnd() throws Exception {
        String link = begin("pieces.npy", FILE.length);
        assertThat(header(patch(link, 0, Arrays.copyOf(FILE, 1_200_000)), "Upload-Offset"))
                .isEqualTo("1200000");
        var head = head(link);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Upload-Offset")).isEqualTo("1200000");
        assertThat(header(head, "Upload-Length")).isEqualTo("3500000");
        assertThat(header(head, "Cache-Control")).contains("no-store");
        assertThat(header(head, "Upload-Expires")).endsWith("GMT");
        assertThat(json("/datasets/" + dataset + "/uploads?limit=100").get("items"))
                .filteredOn(item -> item.get("link").asString("").equals("/api/v1" + link))
                .singleElement()
                .satisfies(item -> assertThat(item.get("received").asInt()).isEqualTo(1_200_000));

        var end = patch(link, 1_200_000, Arrays.copyOfRange(FILE, 1_200_000, FILE.length));
        assertThat(end.statusCode()).isEqualTo(204);
        assertThat(whole(header(end, "Oddboard-Upload"))).isEqualTo(sha256(FILE));
        assertThat(header(head(link), "Oddboard-Upload")).isEqualTo(header(end, "Oddboard-Upload"));
    }

    /** C-10. */
    @Test
    void goesOnWhereTheConnectionWasCut() throws Exception {
        String link = begin("cut.npy", FILE.length);
        int half = FILE.length / 2;
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("PATCH /api/v1" + link + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + TOKEN
                                    + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream"
                                    + "\r\nContent-Length: " + FILE.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(FILE, 0, half);
            socket.getOutputStream().flush();
        }
        long received = Await.until("the cut piece", Duration.ofSeconds(20), () -> {
            long now = Long.parseLong(header(head(link), "Upload-Offset"));
            return now == half ? now : null;
        });
        var end = patch(link, received, Arrays.copyOfRange(FILE, half, FILE.length));
        assertThat(whole(header(end, "Oddboard-Upload"))).isEqualTo(sha256(FILE));
    }

    @Test
    void refusesAPieceFromTheWrongOffset() throws Exception {
        String link = begin("offset.npy", 100);
        patch(link, 0, new byte[10]);
        var wrong = patch(link, 20, new byte[10]);
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(detail(wrong)).isEqualTo("Of offset.npy 10 bytes are there; continue from there, not from 20.");
        assertThat(header(head(link), "Upload-Offset")).isEqualTo("10");
    }

    @Test
    void keepsNothingOfAPieceWhoseChecksumIsWrong() throws Exception {
        String link = begin("sum.npy", 2_000_000);
        byte[] piece = Arrays.copyOf(FILE, 1_500_000);
        String sum = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(piece));
        piece[700_000] ^= 1;
        var wrong = patch(link, 0, piece, "Upload-Checksum", "sha1 " + sum);
        assertThat(wrong.statusCode()).isEqualTo(460);
        assertThat(detail(wrong)).contains("sum.npy did not arrive as it was sent");
        assertThat(header(head(link), "Upload-Offset")).isEqualTo("0");
        piece[700_000] ^= 1;
        assertThat(patch(link, 0, piece, "Upload-Checksum", "sha1 " + sum).statusCode())
                .isEqualTo(204);
        assertThat(patch(link, 1_500_000, new byte[1], "Upload-Checksum", "crc32 AAAA")
                        .statusCode())
                .isEqualTo(400);
        var end = patch(link, 1_500_000, Arrays.copyOfRange(FILE, 1_500_000, 2_000_000));
        assertThat(whole(header(end, "Oddboard-Upload"))).isEqualTo(sha256(Arrays.copyOf(FILE, 2_000_000)));
    }

    @Test
    void isNotThereForAnybodyElse() throws Exception {
        String link = begin("mine.npy", 100);
        String token = tokenOf("mallory");
        var other = HttpRequest.newBuilder(to(link).build().uri())
                .header("Authorization", "Bearer " + token)
                .header("Tus-Resumable", "1.0.0");
        assertThat(send(other.copy().method("HEAD", BodyPublishers.noBody())).statusCode())
                .isEqualTo(404);
        var patched = send(other.copy()
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(new byte[10])));
        assertThat(patched.statusCode()).isEqualTo(404);
        assertThat(detail(patched)).contains("no such upload of yours");
        assertThat(send(other.copy().DELETE()).statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(to(link).build().uri()).DELETE()).statusCode())
                .isEqualTo(401);
        assertThat(header(head(link), "Upload-Offset")).isEqualTo("0");
    }

    @Test
    void endsWhatItsSenderGivesUp() throws Exception {
        String link = begin("gone.npy", 100);
        patch(link, 0, new byte[10]);
        assertThat(send(tusTo(link).DELETE()).statusCode()).isEqualTo(204);
        assertThat(head(link).statusCode()).isEqualTo(404);
    }

    @Test
    void givesUpAfterADay() throws Exception {
        String link = begin("old.npy", 100);
        patch(link, 0, new byte[10]);
        jdbc.sql("update partial_upload set touched_at = now() - interval '25 hours' where filename = 'old.npy'")
                .update();
        begin("new.npy", 100);
        assertThat(head(link).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesWhatIsNoPieceOrNoFile() throws Exception {
        String link = begin("strict.npy", 10);
        assertThat(send(to(link).method("HEAD", BodyPublishers.noBody())).statusCode())
                .isEqualTo(412);
        assertThat(send(tusTo(link)
                                .header("Upload-Offset", "0")
                                .header("Content-Type", "text/plain")
                                .method("PATCH", BodyPublishers.ofByteArray(new byte[1])))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(tusTo(link)
                                .header("Upload-Offset", "-1")
                                .header("Content-Type", "application/offset+octet-stream")
                                .method("PATCH", BodyPublishers.ofByteArray(new byte[1])))
                        .statusCode())
                .isEqualTo(400);
        var longer = patch(link, 0, new byte[11]);
        assertThat(longer.statusCode()).isEqualTo(413);
        assertThat(header(head(link), "Upload-Offset")).isEqualTo("0");
        assertThat(create("model.pkl", 10).statusCode()).isEqualTo(422);
        var huge = create("huge.npy", 100L << 30);
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(detail(huge)).contains("huge.npy has 107 GB; one file may have at most 53.7 GB");
        assertThat(create("empty.npy", 0).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesBeforeTheFirstByteOfALargeFileIsSent() throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("POST /api/v1/datasets/987654/uploads?filename=a.npy HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: Bearer " + TOKEN
                                    + "\r\nExpect: 100-continue\r\nContent-Length: 4000000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var first = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(first).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void sendingTheSameBytesTwiceCountsThemOnce() throws Exception {
        byte[] bytes = bytes(700_001);
        upload("one.npy", bytes);
        long before = json("/datasets/" + dataset).get("storageBytes").asLong();
        upload("two.npy", bytes);
        assertThat(json("/datasets/" + dataset).get("storageBytes").asLong())
                .isEqualTo(before)
                .isPositive();
    }

    /** Another member of the team, who may change the data set, too. */
    private String tokenOf(String name) {
        String secret = "odd_" + name + "-0123456789-0123456789";
        jdbc.sql("""
                        with a as (insert into account (name, password_hash, role) values (:name, '-', 'MEMBER') returning id)
                        insert into access_token (account_id, name, token_sha256)
                        select id, 'test', sha256(:secret::bytea) from a""").param("name", name).param("secret", secret).update();
        return secret;
    }

    private String tus() {
        return "/datasets/" + dataset + "/uploads/tus";
    }

    private HttpRequest.Builder tusTo(String path) {
        return to(path).header("Tus-Resumable", "1.0.0");
    }

    private HttpResponse<String> create(String name, long size) throws Exception {
        return send(tusTo(tus())
                .header("Upload-Length", Long.toString(size))
                .header(
                        "Upload-Metadata",
                        "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.noBody()));
    }

    private String begin(String name, long size) throws Exception {
        var answer = create(name, size);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return header(answer, "Location").substring("/api/v1".length());
    }

    private HttpResponse<String> head(String link) throws Exception {
        return send(tusTo(link).method("HEAD", BodyPublishers.noBody()));
    }

    private HttpResponse<String> patch(String link, long offset, byte[] bytes, String... headers) throws Exception {
        var request = tusTo(link)
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.method("PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    /** The hash of an upload, which must be whole. */
    private String whole(String id) throws Exception {
        for (var item : json("/datasets/" + dataset + "/uploads?limit=100").get("items")) {
            if (item.get("id").asString("").equals(id)) {
                return item.get("sha256").asString();
            }
        }
        throw new AssertionError("no upload " + id);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String detail(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).get("detail").asString();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
