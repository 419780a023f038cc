package oddboard.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Sends files in pieces, as a client of the tus protocol. */
public final class Tus {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    public Tus(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Announces a file; the answer is its address. */
    public String begin(String dataset, String filename, long size) throws Exception {
        var answer = client.send(
                to("/api/v1/datasets/" + dataset + "/uploads/tus")
                        .header("Upload-Length", Long.toString(size))
                        .header(
                                "Upload-Metadata",
                                "filename "
                                        + Base64.getEncoder().encodeToString(filename.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }

    public long received(String link) throws Exception {
        var answer =
                client.send(to(link).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        return answer.headers()
                .firstValueAsLong("Upload-Offset")
                .orElseThrow(() -> new AssertionError("status " + answer.statusCode()));
    }

    /** Sends a piece; the answer is the status. */
    public CompletableFuture<Integer> send(String link, long offset, BodyPublisher bytes) {
        return client.sendAsync(
                        to(link).header("Upload-Offset", Long.toString(offset))
                                .header("Content-Type", "application/offset+octet-stream")
                                .method("PATCH", bytes)
                                .build(),
                        BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token)
                .header("Tus-Resumable", "1.0.0");
    }
}
