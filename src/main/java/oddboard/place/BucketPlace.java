package oddboard.place;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of a bucket below a prefix, or one of them.
 *
 * @param root the bucket's name here, with the scheme
 * @param bucket its name at the server
 * @param prefix of the keys, "" or ending with a slash
 * @param single null where it is a folder
 */
record BucketPlace(
        String name,
        String root,
        String bucket,
        String prefix,
        @Nullable PlaceFile single,
        S3Client client) implements Place {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CHANGED = 412;
    private static final int SHRUNK = 416;

    @Override
    public boolean isFile() {
        return single != null;
    }

    @Override
    public Listing list() {
        if (single != null) {
            return new Listing(List.of(single), List.of());
        }
        List<PlaceFile> found = new ArrayList<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix))
                    .contents()) {
                String path = object.key().substring(prefix.length());
                if (path.isEmpty() || path.endsWith("/") || isHidden(path)) {
                    continue;
                }
                if (found.size() == MAX_FILES) {
                    throw PlaceFaults.tooMany(name);
                }
                found.add(new PlaceFile(path, object.size(), micros(object.lastModified()), tag(object.eTag())));
            }
        } catch (SdkException e) {
            throw BucketFaults.of(root, e);
        }
        found.sort(Comparator.comparing(PlaceFile::path));
        return new Listing(found, List.of());
    }

    static boolean isHidden(String path) {
        return Arrays.stream(path.split("/")).anyMatch(part -> part.startsWith("."));
    }

    static long micros(@Nullable Instant time) {
        return time == null ? 0 : TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
    }

    /** Some servers give none. */
    static String tag(@Nullable String tag) {
        return tag == null ? "" : tag;
    }

    @Override
    public InputStream open(PlaceFile file) throws IOException {
        return new ResumingStream(
                offset -> open(file, offset), file.size(), PAUSE, () -> BucketFaults.broken(root, file.path()));
    }

    private InputStream open(PlaceFile file, long offset) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> object = client.getObject(get -> get.bucket(bucket)
                    .key(prefix + file.path())
                    .ifMatch(file.tag().isEmpty() ? null : file.tag())
                    .range(offset == 0 ? null : "bytes=" + offset + "-"));
            if (!isAsListed(object.response(), file, offset)) {
                object.abort();
                throw new ChangedFileException(file.path());
            }
            return new FilterInputStream(object) {
                /** Else the rest of the object would be read in vain. */
                @Override
                public void close() {
                    object.abort();
                }
            };
        } catch (S3Exception e) {
            if (e.statusCode() == CHANGED
                    || e.statusCode() == SHRUNK
                    || (e.statusCode() == 404 && !BucketFaults.isBucketMissing(e))) {
                throw new ChangedFileException(file.path());
            }
            InputException told = BucketFaults.of(root, e);
            if (BucketFaults.isOfOneObject(e)) {
                throw new ResumingStream.FinalException(told.getMessage());
            }
            throw told;
        } catch (SdkException e) {
            throw BucketFaults.of(root, e);
        }
    }

    /** Where there is no tag, its size and the second of its last change tell. */
    private static boolean isAsListed(GetObjectResponse now, PlaceFile file, long offset) {
        long second = TimeUnit.SECONDS.toMicros(1);
        return (now.contentLength() == null || offset + now.contentLength() == file.size())
                && (!file.tag().isEmpty() || micros(now.lastModified()) / second == file.modified() / second);
    }
}
