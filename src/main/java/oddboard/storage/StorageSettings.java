package oddboard.storage;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where contents lie.
 *
 * @param kind where new ones go; those of either kind are read
 * @param s3 the bucket; read from, too, while new contents go to the database
 */
@ConfigurationProperties("oddboard.storage")
public record StorageSettings(
        @DefaultValue("database") Kind kind, @DefaultValue S3 s3) {
    /** Where new contents go. */
    public enum Kind {
        DATABASE,
        S3
    }

    /**
     * A bucket of an S3-compatible server.
     *
     * @param endpoint null = Amazon's own of the region
     * @param bucket null = there is none
     * @param prefix in front of all keys; "" = none
     * @param pathStyle whether the bucket's name stands in the path; null = where an endpoint is given
     * @param accessKey null = by the AWS SDK's usual chain: environment, profile, role
     * @param timeout for one try of one request, of at most 16 MiB
     * @param tries of one request, with growing pauses between them
     */
    public record S3(
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @Nullable String bucket,
            @DefaultValue("oddboard") String prefix,
            @Nullable Boolean pathStyle,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @DefaultValue("60s") Duration timeout,
            @DefaultValue("9") int tries) {
        public S3 {
            bucket = stripped(bucket);
            accessKey = stripped(accessKey);
            secretKey = stripped(secretKey);
            prefix = prefix.strip().replaceAll("^/+|/+$", "");
            prefix = prefix.isEmpty() ? "" : prefix + "/";
            if (endpoint != null
                    && (endpoint.getHost() == null
                            || !String.valueOf(endpoint.getScheme()).matches("https?")
                            || endpoint.getRawUserInfo() != null)) {
                throw new IllegalArgumentException("oddboard.storage.s3.endpoint is an address such as"
                        + " https://s3.example.com, without a key in it");
            }
            if ((accessKey == null) != (secretKey == null)) {
                throw new IllegalArgumentException(
                        "oddboard.storage.s3.access-key and secret-key are given both, or neither");
            }
            if (timeout.toMillis() < 1 || tries < 1) {
                throw new IllegalArgumentException("oddboard.storage.s3.timeout and tries are above zero");
            }
        }

        private static @Nullable String stripped(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        /** Without the keys. */
        @Override
        public String toString() {
            return (endpoint == null ? region : endpoint) + "/" + bucket + "/" + prefix;
        }
    }

    public StorageSettings {
        if (kind == Kind.S3 && s3.bucket() == null) {
            throw new IllegalArgumentException(
                    "oddboard.storage.kind is s3, but oddboard.storage.s3.bucket names no bucket");
        }
    }
}
