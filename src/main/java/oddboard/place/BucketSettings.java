package oddboard.place;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Buckets from which files may be taken, as an administrator lists them. Keys are not among the settings. */
@ConfigurationProperties("oddboard.upload")
record BucketSettings(@DefaultValue List<Bucket> buckets) {
    /**
     * One of them.
     *
     * @param name by which people name it, as in {@code s3://name/line3}: letters, digits, {@code . _ -}
     * @param endpoint of an S3-compatible server; null = Amazon's own of the region
     * @param bucket its name there; null = as {@code name}
     * @param prefix below which files may be taken; "" = all of the bucket
     * @param profile of the shared credentials file whose key is used; null = by the standard chain
     */
    record Bucket(
            @Nullable String name,
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @Nullable String bucket,
            @DefaultValue("") String prefix,
            @Nullable String profile) {
        Bucket {
            if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
                throw new IllegalArgumentException(
                        "oddboard.upload.buckets: each needs a name of 1 to 63 letters, digits and . _ -, not " + name);
            }
            if (endpoint != null
                    && (endpoint.getHost() == null
                            || !String.valueOf(endpoint.getScheme()).matches("https?")
                            || endpoint.getRawUserInfo() != null)) {
                throw new IllegalArgumentException("oddboard.upload.buckets: the endpoint of " + name
                        + " is an address such as https://s3.example.com, without a key in it");
            }
            bucket = bucket == null || bucket.isBlank() ? name : bucket.strip();
            prefix = prefix.strip().replaceAll("^/+|/+$", "");
        }

        /** Its name at the endpoint. */
        String bucketName() {
            return Objects.requireNonNull(bucket);
        }

        /** Front of the keys of all its files: "" or ending with a slash. */
        String base() {
            return prefix.isEmpty() ? "" : prefix + "/";
        }
    }

    BucketSettings {
        Set<String> names = new HashSet<>();
        for (Bucket bucket : buckets) {
            if (!names.add(String.valueOf(bucket.name))) {
                throw new IllegalArgumentException("oddboard.upload.buckets: two are called " + bucket.name);
            }
        }
    }
}
