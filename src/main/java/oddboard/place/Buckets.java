package oddboard.place;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import oddboard.common.InputException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Listed buckets. People name a place by the bucket's name here and what is below it, such as {@code s3://parts/line3}. The
 * keys come from the environment, the shared credentials file or the machine's role, and are stored nowhere.
 */
@Component
@EnableConfigurationProperties(BucketSettings.class)
class Buckets implements AutoCloseable {
    static final String SCHEME = "s3://";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Map<String, BucketSettings.Bucket> listed = new LinkedHashMap<>();
    private final Map<String, S3Client> clients = new ConcurrentHashMap<>();

    Buckets(BucketSettings settings) {
        settings.buckets().forEach(bucket -> listed.put(SCHEME + bucket.name(), bucket));
    }

    /** With the scheme. */
    Set<String> names() {
        return listed.keySet();
    }

    /** @throws InputException where there is no such folder, or the bucket can't be listed */
    List<Places.Entry> list(String path) {
        At at = at(path);
        String prefix = at.key.isEmpty() ? at.bucket.base() : at.bucket.base() + at.key + "/";
        List<Places.Entry> folders = new ArrayList<>();
        List<Places.Entry> files = new ArrayList<>();
        try {
            var pages = client(at.bucket)
                    .listObjectsV2Paginator(
                            request(at.bucket, prefix).delimiter("/").build());
            for (var page : pages) {
                for (CommonPrefix below : page.commonPrefixes()) {
                    String name = below.prefix().substring(prefix.length()).replaceAll("/$", "");
                    if (isShown(name) && folders.size() < Places.LISTED) {
                        folders.add(new Places.Entry(at.name + "/" + name, true, 0));
                    }
                }
                for (S3Object object : page.contents()) {
                    String name = object.key().substring(prefix.length());
                    if (isShown(name) && files.size() < Places.LISTED) {
                        files.add(new Places.Entry(at.name + "/" + name, false, object.size()));
                    }
                }
                if (folders.size() == Places.LISTED && files.size() == Places.LISTED) {
                    break;
                }
            }
        } catch (SdkException e) {
            throw BucketFaults.of(at.root, e);
        }
        if (folders.isEmpty() && files.isEmpty() && !at.key.isEmpty()) {
            throw BucketFaults.unknown(at.name);
        }
        folders.sort(Comparator.comparing(Places.Entry::path));
        folders.addAll(files);
        return folders;
    }

    private static boolean isShown(String name) {
        return !name.isEmpty() && !name.startsWith(".");
    }

    /** @throws InputException where there is nothing at this path, or the bucket can't be reached */
    Place find(String path) {
        At at = at(path);
        S3Client client = client(at.bucket);
        String key = at.bucket.base() + at.key;
        if (at.key.isEmpty()) {
            return new BucketPlace(at.name, at.root, at.bucket.bucketName(), at.bucket.base(), null, client);
        }
        try {
            boolean isFolder = !client.listObjectsV2(
                            request(at.bucket, key + "/").maxKeys(1).build())
                    .contents()
                    .isEmpty();
            if (isFolder) {
                return new BucketPlace(at.name, at.root, at.bucket.bucketName(), key + "/", null, client);
            }
            HeadObjectResponse head =
                    client.headObject(h -> h.bucket(at.bucket.bucketName()).key(key));
            String name = at.key.substring(at.key.lastIndexOf('/') + 1);
            PlaceFile file = new PlaceFile(
                    name, head.contentLength(), BucketPlace.micros(head.lastModified()), BucketPlace.tag(head.eTag()));
            String front = key.substring(0, key.length() - name.length());
            return new BucketPlace(at.name, at.root, at.bucket.bucketName(), front, file, client);
        } catch (NoSuchKeyException e) {
            throw BucketFaults.unknown(at.name);
        } catch (S3Exception e) {
            throw e.statusCode() == 404 && !BucketFaults.isBucketMissing(e)
                    ? BucketFaults.unknown(at.name)
                    : BucketFaults.of(at.root, e);
        } catch (SdkException e) {
            throw BucketFaults.of(at.root, e);
        }
    }

    private static ListObjectsV2Request.Builder request(BucketSettings.Bucket bucket, String prefix) {
        return ListObjectsV2Request.builder().bucket(bucket.bucketName()).prefix(prefix);
    }

    /**
     * @param name of the place, without slashes at its end
     * @param root the bucket's name here, with the scheme
     * @param key below the prefix; "" = all of it
     */
    private record At(String name, String root, BucketSettings.Bucket bucket, String key) {}

    private At at(String path) {
        String rest = path.strip().substring(SCHEME.length()).replaceAll("/+$", "");
        int slash = rest.indexOf('/');
        String root = SCHEME + (slash < 0 ? rest : rest.substring(0, slash));
        BucketSettings.Bucket bucket = listed.get(root);
        String key = slash < 0 ? "" : rest.substring(slash + 1);
        // Parts such as ".." mean nothing in a key, but may to what stands before the bucket.
        if (bucket == null || key.startsWith("/") || key.indexOf('\0') >= 0 || BucketPlace.isHidden(key)) {
            throw BucketFaults.unknown(path.strip());
        }
        return new At(key.isEmpty() ? root : root + "/" + key, root, bucket, key);
    }

    private S3Client client(BucketSettings.Bucket bucket) {
        return clients.computeIfAbsent(String.valueOf(bucket.name()), name -> {
            var builder = S3Client.builder()
                    .region(Region.of(bucket.region()))
                    .credentialsProvider(DefaultCredentialsProvider.builder()
                            .profileName(bucket.profile())
                            .build())
                    // Other servers than Amazon's know no newer checksums.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .httpClientBuilder(Apache5HttpClient.builder()
                            .connectionTimeout(CONNECT)
                            .socketTimeout(SILENCE)
                            .tcpKeepAlive(true));
            if (bucket.endpoint() != null) {
                builder.endpointOverride(bucket.endpoint()).forcePathStyle(true);
            }
            return builder.build();
        });
    }

    @Override
    public void close() {
        clients.values().forEach(S3Client::close);
    }
}
