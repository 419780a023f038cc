package oddboard.api.upload;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import oddboard.account.Users;
import oddboard.api.Limit;
import oddboard.api.Required;
import oddboard.common.InputException;
import oddboard.dataset.DatasetId;
import oddboard.place.Places;
import oddboard.upload.PlaceProgress;
import oddboard.upload.PlaceUploads;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Uploads")
@RestController
@RequestMapping("/api/v1")
public class ServerFoldersApi {
    private static final int MAX_PATH = 4096;

    private final Places places;
    private final PlaceUploads uploads;
    private final Users users;

    ServerFoldersApi(Places places, PlaceUploads uploads, Users users) {
        this.places = places;
        this.uploads = uploads;
        this.users = users;
    }

    record ServerFileResponse(String path, boolean folder, long size) {}

    record ServerFilesResponse(List<ServerFileResponse> items) {}

    record NewServerUpload(
            @Limit(MAX_PATH) @Required @Nullable String path) {}

    @Operation(
            summary = "Folders and files of the server and of buckets",
            description =
                    "Below the folders and buckets that an administrator listed; without a path, those themselves. At most "
                            + "1,000 folders and 1,000 files.")
    @GetMapping("/server-folders")
    ServerFilesResponse list(@Schema(maxLength = MAX_PATH) @RequestParam(defaultValue = "") String path) {
        users.require();
        return new ServerFilesResponse(places.list(checked(path)).stream()
                .map(entry -> new ServerFileResponse(entry.path(), entry.folder(), entry.size()))
                .toList());
    }

    @Operation(
            summary = "Take a folder or file of the server, of a bucket, or at an address",
            description =
                    "A folder becomes one ZIP archive with all that is below it, without hidden files and links. A place that changes while it is read is refused.")
    @PostMapping("/datasets/{dataset}/uploads/server")
    @ResponseStatus(HttpStatus.CREATED)
    UploadsApi.UploadResponse take(@PathVariable long dataset, @RequestBody NewServerUpload body) {
        return UploadsApi.UploadResponse.of(uploads.take(
                new DatasetId(dataset), Objects.requireNonNull(body.path()), users.require(), PlaceProgress.NONE));
    }

    private static String checked(String path) {
        if (path.length() > MAX_PATH) {
            throw new InputException(
                    "SERVER_FOLDER_UNKNOWN", "", "path", "A path has at most " + MAX_PATH + " characters.");
        }
        return path;
    }
}
