package oddboard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Objects of a test's bucket that come in parts. */
final class S3Parts {
    private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");
    private static final int SMALLEST = 5 << 20;

    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    private record Upload(String key, Instant begun, TreeMap<Integer, S3Object> parts) {}

    String begin(String key, Instant now) {
        String id = "upload" + ids.incrementAndGet();
        uploads.put(id, new Upload(key, now, new TreeMap<>()));
        return id;
    }

    /** @return its ETag */
    String add(String id, int number, S3Object part) throws S3Server.Refusal {
        Upload upload = require(id);
        synchronized (upload) {
            upload.parts.put(number, part);
        }
        return part.tag();
    }

    S3Object complete(String id, InputStream list) throws IOException {
        Upload upload = require(id);
        List<Integer> wanted = PART.matcher(new String(list.readAllBytes(), StandardCharsets.UTF_8))
                .results()
                .map(m -> Integer.parseInt(m.group(1)))
                .toList();
        synchronized (upload) {
            if (!wanted.equals(List.copyOf(upload.parts.keySet()))) {
                throw new S3Server.Refusal(400, "InvalidPart");
            }
            for (var part : upload.parts.headMap(upload.parts.lastKey()).values()) {
                if (part.size() < SMALLEST
                        || part.size() != upload.parts.firstEntry().getValue().size()) {
                    throw new S3Server.Refusal(400, "EntityTooSmall");
                }
            }
            List<InputStream> streams = new java.util.ArrayList<>();
            for (var part : upload.parts.values()) {
                streams.add(part.open(0));
            }
            S3Object whole = S3Object.of(new SequenceInputStream(Collections.enumeration(streams)), Instant.now());
            abort(id);
            return whole;
        }
    }

    void abort(String id) throws S3Server.Refusal {
        require(id).parts.values().forEach(S3Object::drop);
        uploads.remove(id);
    }

    int count() {
        return uploads.size();
    }

    /** All begun so long before. */
    void age(java.time.Duration by) {
        uploads.replaceAll((id, u) -> new Upload(u.key, u.begun.minus(by), u.parts));
    }

    String list(String bucket, String prefix) {
        return "<ListMultipartUploadsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>" + bucket
                + "</Bucket><IsTruncated>false</IsTruncated>"
                + uploads.entrySet().stream()
                        .filter(e -> e.getValue().key.startsWith(prefix))
                        .map(e -> "<Upload><Key>" + e.getValue().key + "</Key><UploadId>" + e.getKey()
                                + "</UploadId><Initiated>" + e.getValue().begun + "</Initiated></Upload>")
                        .collect(Collectors.joining())
                + "</ListMultipartUploadsResult>";
    }

    private Upload require(String id) throws S3Server.Refusal {
        Upload found = uploads.get(id);
        if (found == null) {
            throw new S3Server.Refusal(404, "NoSuchUpload");
        }
        return found;
    }
}
