package oddboard.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import oddboard.common.Sha256;
import oddboard.common.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Writes a stream as an object: in one request, or in parts where it is longer than one. While a part is sent, the next
 * one is read. The server checks each by its MD5.
 */
final class ObjectUpload {
    /** All of one length, as some servers want it; 10,000 of them are the most that there may be. */
    static final int PART = 16 << 20;

    private static final int MAX_PARTS = 10_000;
    private static final String TYPE = "application/octet-stream";
    private static final Logger LOG = LoggerFactory.getLogger(ObjectUpload.class);
    private static final Executor SENDING = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("object-part-", 0).factory());

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final MessageDigest digest = Sha256.start();
    private final List<CompletedPart> parts = new ArrayList<>();
    private long size;
    private @Nullable CompletableFuture<CompletedPart> sending;

    /** What was written. */
    record Sent(String sha256, long size) {}

    private ObjectUpload(Bucket bucket, String key) {
        this.client = bucket.client();
        this.bucket = bucket.name();
        this.key = bucket.prefix() + key;
    }

    /**
     * Writes all of the stream, or nothing.
     *
     * @param each called before each part is read
     */
    static Sent send(Bucket bucket, String key, InputStream bytes, Runnable each) throws IOException {
        return new ObjectUpload(bucket, key).send(bytes, each);
    }

    private Sent send(InputStream bytes, Runnable each) throws IOException {
        byte[] first = bytes.readNBytes(PART);
        count(first, first.length);
        try {
            if (first.length < PART) {
                client.putObject(
                        put -> put.bucket(bucket).key(key).contentMD5(md5(first, first.length)),
                        body(first, first.length));
            } else {
                sendParts(first, bytes, each);
            }
        } catch (SdkException e) {
            throw ObjectFaults.of(e);
        }
        return new Sent(Sha256.hex(digest), size);
    }

    private void count(byte[] part, int length) {
        digest.update(part, 0, length);
        size += length;
    }

    private void sendParts(byte[] first, InputStream bytes, Runnable each) throws IOException {
        String id = client.createMultipartUpload(
                        create -> create.bucket(bucket).key(key).contentType(TYPE))
                .uploadId();
        boolean whole = false;
        try {
            byte[] part = first;
            byte[] other = new byte[PART];
            int length = first.length;
            for (int number = 1; length > 0; number++) {
                if (number > MAX_PARTS) {
                    throw new StorageException(
                            "A file in the object storage may have at most "
                                    + ((long) MAX_PARTS * PART >> 30)
                                    + " GiB, and this one has more.",
                            false,
                            null);
                }
                await();
                begin(id, number, part, length);
                each.run();
                length = bytes.readNBytes(other, 0, PART);
                count(other, length);
                byte[] sent = part;
                part = other;
                other = sent;
            }
            await();
            complete(id);
            whole = true;
        } finally {
            if (!whole) {
                abort(id);
            }
        }
    }

    private void begin(String id, int number, byte[] part, int length) {
        sending = CompletableFuture.supplyAsync(
                () -> CompletedPart.builder()
                        .partNumber(number)
                        .eTag(client.uploadPart(
                                        upload -> upload.bucket(bucket)
                                                .key(key)
                                                .uploadId(id)
                                                .partNumber(number)
                                                .contentMD5(md5(part, length)),
                                        body(part, length))
                                .eTag())
                        .build(),
                SENDING);
    }

    private void await() {
        var one = sending;
        sending = null;
        if (one != null) {
            try {
                parts.add(one.join());
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    private void complete(String id) {
        try {
            client.completeMultipartUpload(
                    done -> done.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
        } catch (S3Exception e) {
            // An answer that was lost on its way: the second try finds the upload complete, and so gone.
            boolean done = "NoSuchUpload".equals(ObjectFaults.code(e))
                    && client.headObject(head -> head.bucket(bucket).key(key)).contentLength() == size;
            if (!done) {
                throw e;
            }
        }
    }

    private void abort(String id) {
        var one = sending;
        sending = null;
        if (one != null) {
            // A part that comes after the end would stay for ever.
            one.handle((part, fault) -> part).join();
        }
        try {
            client.abortMultipartUpload(end -> end.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException e) {
            LOG.warn(
                    "Parts of {} are left in the object storage until it is next looked over: {}", key, e.getMessage());
        }
    }

    private static RequestBody body(byte[] part, int length) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part, 0, length), length, TYPE);
    }

    private static String md5(byte[] part, int length) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(part, 0, length);
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
