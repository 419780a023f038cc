package oddboard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import oddboard.common.StorageException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of an S3-compatible server, or none. Each request is tried again while its server is away, busy or cut off. */
final class Bucket implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final StorageSettings.S3 settings;
    private @Nullable S3Client client;

    Bucket(StorageSettings.S3 settings) {
        this.settings = settings;
    }

    boolean isSet() {
        return settings.bucket() != null;
    }

    String name() {
        return Objects.requireNonNull(settings.bucket());
    }

    String prefix() {
        return settings.prefix();
    }

    /** Of the bucket, for administrators. */
    @Override
    public String toString() {
        return settings.toString();
    }

    /** @throws StorageException where no bucket is set */
    synchronized S3Client client() {
        if (!isSet()) {
            throw new StorageException(
                    "This content lies in an object storage, but this server is told of none. An administrator can set"
                            + " oddboard.storage.s3 again.",
                    false,
                    null);
        }
        S3Client found = client;
        if (found == null) {
            found = open();
            client = found;
        }
        return found;
    }

    private S3Client open() {
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(
                        settings.accessKey() == null || settings.secretKey() == null
                                ? DefaultCredentialsProvider.builder().build()
                                : StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                // Other servers than Amazon's know no newer checksums, nor bodies in signed chunks; MD5 they all know.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .forcePathStyle(settings.pathStyle() == null ? settings.endpoint() != null : settings.pathStyle())
                .overrideConfiguration(all -> all.apiCallAttemptTimeout(settings.timeout())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.tries())
                                .backoffStrategy(BackoffStrategy.exponentialDelayHalfJitter(PAUSE, LONGEST_PAUSE))
                                .throttlingBackoffStrategy(
                                        BackoffStrategy.exponentialDelayHalfJitter(PAUSE, LONGEST_PAUSE))
                                .circuitBreakerEnabled(false)
                                .build()))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(settings.timeout())
                        .maxConnections(64)
                        .tcpKeepAlive(true));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    /**
     * A part of an object.
     *
     * @throws ByteStore.MissingBytesException where there is no such object, or it is shorter
     * @throws StorageException where the storage does not give it
     */
    byte[] read(String key, long offset, int length) throws IOException {
        try {
            return client().getObject(
                            get -> get.bucket(name())
                                    .key(prefix() + key)
                                    .range("bytes=" + offset + "-" + (offset + length - 1)),
                            part(offset, length));
        } catch (S3Exception e) {
            if (ObjectFaults.isMissing(e) || e.statusCode() == 416) {
                throw missing(key);
            }
            throw ObjectFaults.of(e);
        } catch (SdkException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ShortException) {
                    throw missing(key);
                }
            }
            throw ObjectFaults.of(e);
        }
    }

    private static ByteStore.MissingBytesException missing(String key) {
        return new ByteStore.MissingBytesException("the object " + key + " is not in the bucket, or not whole");
    }

    /** The object is shorter than it should be, which no second try mends. */
    private static final class ShortException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static ResponseTransformer<GetObjectResponse, byte[]> part(long offset, int length) {
        return (response, in) -> {
            String range = response.contentRange();
            boolean whole = range == null && offset == 0 && Objects.equals(response.contentLength(), (long) length);
            if (!whole && (range == null || !range.startsWith("bytes " + offset + "-"))) {
                throw RetryableException.create("another part than was asked for came: " + range, null);
            }
            if (range != null && !range.startsWith("bytes " + offset + "-" + (offset + length - 1) + "/")) {
                throw new ShortException();
            }
            try {
                byte[] bytes = in.readNBytes(length);
                if (bytes.length < length) {
                    throw new IOException("it ended after " + bytes.length + " of " + length + " bytes");
                }
                return bytes;
            } catch (IOException e) {
                throw RetryableException.create("the answer broke off", e);
            }
        };
    }

    /** Nothing where there is no such object. */
    void remove(String key) {
        try {
            client().deleteObject(delete -> delete.bucket(name()).key(prefix() + key));
        } catch (SdkException e) {
            throw ObjectFaults.of(e);
        }
    }

    boolean exists(String key) {
        try {
            client().headObject(head -> head.bucket(name()).key(prefix() + key));
            return true;
        } catch (S3Exception e) {
            if (ObjectFaults.isMissing(e)) {
                return false;
            }
            throw ObjectFaults.of(e);
        } catch (SdkException e) {
            throw ObjectFaults.of(e);
        }
    }

    /** Writes an object; for few bytes. */
    void put(String key, InputStream bytes) throws IOException {
        ObjectUpload.send(this, key, bytes, () -> {});
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
