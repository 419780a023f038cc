package oddboard.api.upload;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Page;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.upload.PartialUpload;
import oddboard.upload.PartialUploads;
import oddboard.upload.Upload;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Uploads")
@RestController
@RequestMapping("/api/v1/datasets/{dataset}/uploads")
public class UploadsApi {
    private final Uploads uploads;
    private final PartialUploads partial;
    private final Datasets datasets;
    private final Users users;

    UploadsApi(Uploads uploads, PartialUploads partial, Datasets datasets, Users users) {
        this.uploads = uploads;
        this.partial = partial;
        this.datasets = datasets;
        this.users = users;
    }

    record UploadResponse(String id, String filename, long size, String sha256) {
        static UploadResponse of(Upload u) {
            return new UploadResponse(u.id().toString(), u.filename(), u.size(), u.sha256());
        }
    }

    /** {@code link} is where the rest of a file goes that is not whole. */
    record ListedUpload(
            @Nullable String id,
            String filename,
            long size,
            long received,
            @Nullable String sha256,
            @Nullable String link,
            @JsonIgnore long key) {
        /** Those on their way come before all whole ones. */
        private static final long UNFINISHED = Long.MAX_VALUE / 2;

        static ListedUpload of(Upload u) {
            return new ListedUpload(
                    u.id().toString(), u.filename(), u.size(), u.size(), u.sha256(), null, u.id().value());
        }

        static ListedUpload of(PartialUpload p) {
            return new ListedUpload(
                    null,
                    p.filename(),
                    p.size(),
                    p.received(),
                    null,
                    TusApi.path(p.dataset(), p.id()),
                    UNFINISHED + p.id().value());
        }
    }

    @Operation(
            summary = "Upload a file",
            description = "The body is the file itself, of any length, whatever its content type.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UploadResponse upload(@PathVariable long dataset, @RequestParam String filename, HttpServletRequest request)
            throws IOException {
        return UploadResponse.of(uploads.store(
                new DatasetId(dataset),
                filename,
                request.getContentLengthLong(),
                request.getInputStream(),
                users.require()));
    }

    /** Whole files of the data set, and those of the caller that are on their way. */
    @Operation(
            summary = "Files of a data set",
            description = "Those of the caller that are on their way first, then whole ones; newest first.")
    @GetMapping
    Page<ListedUpload> list(
            @PathVariable long dataset,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        DatasetId id = new DatasetId(dataset);
        User user = users.require();
        if (datasets.find(id, user).isEmpty()) {
            throw new NotFoundException("There is no data set " + dataset + ".");
        }
        List<ListedUpload> all = Stream.concat(
                        partial.unfinished(id, user).stream()
                                .sorted(Comparator.comparing((PartialUpload p) -> p.id().value())
                                        .reversed())
                                .map(ListedUpload::of),
                        uploads.whole(id, user).stream().map(ListedUpload::of))
                .toList();
        return Cursor.of(limit, cursor).descending(all, ListedUpload::key, one -> one);
    }

    @Operation(summary = "Remove an uploaded file", description = "Versions that were made of it stay.")
    @DeleteMapping("/{upload}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long dataset, @PathVariable long upload) {
        uploads.remove(new DatasetId(dataset), new UploadId(upload), users.require());
    }
}
