package oddboard.api.upload;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.dataset.DatasetId;
import oddboard.upload.Checksum;
import oddboard.upload.PartialUpload;
import oddboard.upload.PartialUploadId;
import oddboard.upload.PartialUploads;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Resumable uploads by the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, termination,
 * expiration, checksum. The answer that ends a file names its upload in {@code Oddboard-Upload}.
 */
@Tag(name = "Uploads")
@RestController
@RequestMapping("/api/v1/datasets/{dataset}/uploads/tus")
public class TusApi {
    static final String VERSION = "1.0.0";
    private static final String TYPE = "application/offset+octet-stream";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Uploads whole;
    private final PartialUploads uploads;
    private final Users users;

    TusApi(Uploads whole, PartialUploads uploads, Users users) {
        this.whole = whole;
        this.uploads = uploads;
        this.users = users;
    }

    static String path(DatasetId dataset, PartialUploadId id) {
        return "/api/v1/datasets/" + dataset + "/uploads/tus/" + id;
    }

    @Operation(
            summary = "What the server knows of tus",
            description = "Resumable uploads by the tus protocol 1.0.0, https://tus.io/protocols/resumable-upload.")
    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options(@PathVariable long dataset) {
        return ResponseEntity.noContent()
                .header("Tus-Resumable", VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,termination,expiration,checksum")
                .header("Tus-Checksum-Algorithm", "sha256,sha1,md5")
                .header("Tus-Max-Size", Long.toString(whole.maxSize()))
                .build();
    }

    @Operation(summary = "tus: begin an upload")
    @RequestMapping(method = RequestMethod.POST)
    ResponseEntity<Void> begin(
            @PathVariable long dataset,
            @RequestHeader(name = "Tus-Resumable", required = false) @Nullable String version,
            @RequestHeader(name = "Upload-Length", required = false) @Nullable String length,
            @RequestHeader(name = "Upload-Metadata", required = false) @Nullable String metadata) {
        TusException.checkVersion(version);
        Map<String, String> words = words(metadata);
        String fingerprint = words.getOrDefault("fingerprint", "");
        PartialUpload begun = uploads.begin(
                new DatasetId(dataset),
                Fields.required("filename", words.get("filename")),
                TusException.number("Upload-Length", length),
                fingerprint.substring(0, Math.min(fingerprint.length(), 500)),
                users.require());
        return answer(HttpStatus.CREATED, begun)
                .header("Location", path(begun.dataset(), begun.id()))
                .build();
    }

    @Operation(summary = "tus: how much has arrived")
    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> head(
            @PathVariable long dataset,
            @PathVariable long id,
            @RequestHeader(name = "Tus-Resumable", required = false) @Nullable String version) {
        TusException.checkVersion(version);
        PartialUpload found = uploads.find(new DatasetId(dataset), new PartialUploadId(id), users.require());
        return answer(HttpStatus.OK, found)
                .header("Upload-Length", Long.toString(found.size()))
                .header(
                        "Upload-Metadata",
                        "filename " + base64(found.filename())
                                + (found.fingerprint().isEmpty() ? "" : ",fingerprint " + base64(found.fingerprint())))
                .header("Cache-Control", "no-store")
                .build();
    }

    @Operation(summary = "tus: send the next piece")
    @RequestMapping(path = "/{id}", method = RequestMethod.PATCH)
    ResponseEntity<Void> add(
            @PathVariable long dataset,
            @PathVariable long id,
            @RequestHeader(name = "Tus-Resumable", required = false) @Nullable String version,
            @RequestHeader(name = "Upload-Offset", required = false) @Nullable String offset,
            @RequestHeader(name = "Upload-Checksum", required = false) @Nullable String checksum,
            HttpServletRequest request)
            throws IOException {
        TusException.checkVersion(version);
        if (!TYPE.equals(request.getContentType())) {
            throw new TusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "MEDIA_TYPE_UNSUPPORTED",
                    "A piece of an upload comes as Content-Type: " + TYPE + ".");
        }
        PartialUpload now = uploads.append(
                new DatasetId(dataset),
                new PartialUploadId(id),
                TusException.number("Upload-Offset", offset),
                request.getInputStream(),
                checksum(checksum),
                users.require());
        return answer(HttpStatus.NO_CONTENT, now).build();
    }

    @Operation(summary = "tus: give an upload up")
    @RequestMapping(path = "/{id}", method = RequestMethod.DELETE)
    ResponseEntity<Void> discard(
            @PathVariable long dataset,
            @PathVariable long id,
            @RequestHeader(name = "Tus-Resumable", required = false) @Nullable String version) {
        TusException.checkVersion(version);
        uploads.discard(new DatasetId(dataset), new PartialUploadId(id), users.require());
        return ResponseEntity.noContent().header("Tus-Resumable", VERSION).build();
    }

    private static ResponseEntity.HeadersBuilder<?> answer(HttpStatus status, PartialUpload upload) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .header("Tus-Resumable", VERSION)
                .header("Upload-Offset", Long.toString(upload.received()));
        UploadId whole = upload.whole();
        return whole == null
                ? answer.header("Upload-Expires", HTTP_DATE.format(upload.expiresAt()))
                : answer.header("Oddboard-Upload", whole.toString());
    }

    private static Checksum checksum(@Nullable String header) {
        if (header == null) {
            return Checksum.none();
        }
        try {
            return Checksum.parse(header);
        } catch (IllegalArgumentException e) {
            throw new TusException(
                    HttpStatus.BAD_REQUEST,
                    "CHECKSUM_UNKNOWN",
                    "Upload-Checksum can't be read: it is sha256," + " sha1 or md5, a space, and the sum in base64.");
        }
    }

    /** Pairs of a name and a base64 value, separated by commas. */
    private static Map<String, String> words(@Nullable String metadata) {
        Map<String, String> words = new HashMap<>();
        if (metadata != null) {
            for (String pair : metadata.split(",")) {
                String[] parts = pair.strip().split(" ", 2);
                try {
                    words.put(
                            parts[0],
                            parts.length == 1
                                    ? ""
                                    : new String(Base64.getDecoder().decode(parts[1].strip()), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    throw new TusException(
                            HttpStatus.BAD_REQUEST,
                            "METADATA_INVALID",
                            "Upload-Metadata is names and base64 values; that of \"" + parts[0] + "\" is none.");
                }
            }
        }
        return words;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
