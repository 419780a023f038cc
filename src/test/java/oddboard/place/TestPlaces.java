package oddboard.place;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import oddboard.outbound.ProxySettings;

/** Places as an administrator lists them. */
public final class TestPlaces {
    private TestPlaces() {}

    public static Places folders(Path... listed) {
        return new Places(
                serverFolders(Arrays.stream(listed).map(Path::toString).toList()),
                new Buckets(new BucketSettings(List.of())),
                new WebFiles(List.of(), ProxySettings.NONE));
    }

    public static ServerFolders serverFolders(List<String> listed) {
        return new ServerFolders(listed);
    }

    /** The bucket {@code parts} of a server, with what is below {@code prefix}. */
    public static Places bucket(URI endpoint, String bucket, String prefix) {
        var listed = new BucketSettings.Bucket("parts", endpoint, "eu-test-1", bucket, prefix, null);
        return new Places(
                serverFolders(List.of()),
                new Buckets(new BucketSettings(List.of(listed))),
                new WebFiles(List.of(), ProxySettings.NONE));
    }

    public static Places web(String... allowed) {
        return new Places(
                serverFolders(List.of()),
                new Buckets(new BucketSettings(List.of())),
                new WebFiles(List.of(allowed), ProxySettings.NONE));
    }
}
