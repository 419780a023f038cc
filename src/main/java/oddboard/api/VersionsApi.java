package oddboard.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.NoSuchElementException;
import oddboard.account.Users;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.ImportSpec;
import oddboard.dataset.UploadId;
import oddboard.dataset.VersionId;
import oddboard.job.JobQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1")
class VersionsApi {
    private final Datasets datasets;
    private final JobQueue jobs;
    private final Users users;

    VersionsApi(Datasets datasets, JobQueue jobs, Users users) {
        this.datasets = datasets;
        this.jobs = jobs;
        this.users = users;
    }

    record NewFile(@Nullable String upload, @Nullable String role) {
        ImportSpec.File spec() {
            return new ImportSpec.File(new UploadId(Fields.id("upload", upload)),
                    Fields.oneOf("role", ImportSpec.FileRole.class, Fields.required("role", role), ImportSpec.FileRole.ARCHIVE));
        }
    }

    record NewVersion(@Nullable List<NewFile> files, @Nullable Integer imageSize, @Nullable JsonNode crop,
            @Nullable Integer channels, @Nullable String onBadFile, @Nullable Double holdOut) {
        ImportSpec spec() {
            CropField cropped = CropField.of(crop);
            return new ImportSpec(
                    Fields.required("files", files).stream().map(NewFile::spec).toList(),
                    imageSize == null ? 0 : imageSize,
                    cropped.crop(),
                    cropped.fraction(),
                    channels == null ? 0 : channels,
                    Fields.oneOf("onBadFile", ImportSpec.OnBadFile.class, onBadFile, ImportSpec.OnBadFile.STOP),
                    holdOut == null ? ImportSpec.HOLD_OUT : holdOut);
        }
    }

    record QueuedResponse(String id, String job, int number, DatasetVersion.State state) {}

    /** A version by itself, with why its import failed. */
    record WholeVersionResponse(@JsonUnwrapped VersionResponse version,
            JobResponse.@Nullable Fault error) {}

    @PostMapping("/datasets/{dataset}/versions")
    @ResponseStatus(HttpStatus.ACCEPTED)
    QueuedResponse create(@PathVariable long dataset, @RequestBody NewVersion body) {
        DatasetVersion version = datasets.importVersion(new DatasetId(dataset), body.spec(), users.require());
        return new QueuedResponse(
                version.id().toString(), version.job().toString(), version.number(), version.state());
    }

    /** The same body as for an import; nothing is stored. */
    @PostMapping("/datasets/{dataset}/preview")
    PreviewResponse preview(@PathVariable long dataset, @RequestBody NewVersion body) {
        ImportSpec spec = body.spec();
        spec.check();
        return PreviewResponse.of(datasets.look(new DatasetId(dataset), spec.files(), users.require()), spec);
    }

    @GetMapping("/versions/{id}")
    WholeVersionResponse get(@PathVariable long id) {
        DatasetVersion version = datasets.findVersion(new VersionId(id), users.require())
                .orElseThrow(() -> new NoSuchElementException("There is no data set version " + id + "."));
        JobResponse.Fault error = version.state() == DatasetVersion.State.FAILED
                ? jobs.find(version.job()).map(JobResponse.Fault::of).orElse(null)
                : null;
        return new WholeVersionResponse(VersionResponse.of(version), error);
    }
}
