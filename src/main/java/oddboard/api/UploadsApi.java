package oddboard.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import oddboard.account.Users;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.dataset.Upload;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/datasets/{dataset}/uploads")
class UploadsApi {
    private final Datasets datasets;
    private final Users users;

    UploadsApi(Datasets datasets, Users users) {
        this.datasets = datasets;
        this.users = users;
    }

    record UploadResponse(String id, String filename, long size, String sha256) {
        static UploadResponse of(Upload u) {
            return new UploadResponse(u.id().toString(), u.filename(), u.size(), u.sha256());
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UploadResponse upload(@PathVariable long dataset, @RequestParam String filename, HttpServletRequest request)
            throws IOException {
        return UploadResponse.of(
                datasets.upload(new DatasetId(dataset), filename, request.getInputStream(), users.require()));
    }
}
