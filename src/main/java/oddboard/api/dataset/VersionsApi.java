package oddboard.api.dataset;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Required;
import oddboard.api.job.JobResponse;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.gallery.VersionDiff;
import oddboard.gallery.VersionDiffs;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.ingest.MaskValues;
import oddboard.job.JobQueue;
import oddboard.layout.Grouping;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@Tag(name = "Versions")
@RestController
@RequestMapping("/api/v1")
class VersionsApi {
    private final Datasets datasets;
    private final Imports imports;
    private final JobQueue jobs;
    private final DatasetManagement management;
    private final VersionDiffs diffs;
    private final Users users;

    VersionsApi(
            Datasets datasets,
            Imports imports,
            JobQueue jobs,
            DatasetManagement management,
            VersionDiffs diffs,
            Users users) {
        this.management = management;
        this.diffs = diffs;
        this.datasets = datasets;
        this.imports = imports;
        this.jobs = jobs;
        this.users = users;
    }

    record NewFile(
            @Required @Nullable String upload,
            @Required @Nullable String role) {
        ImportSpec.File spec() {
            return new ImportSpec.File(
                    new UploadId(Fields.id("upload", upload)),
                    Fields.oneOf(
                            "role",
                            ImportSpec.FileRole.class,
                            Fields.required("role", role),
                            ImportSpec.FileRole.ARCHIVE));
        }
    }

    private static final SecureRandom SEEDS = new SecureRandom();
    private static final int MAX_SEED = 1_000_000;

    enum TestOrder {
        FILES,
        RANDOM
    }

    record NewVersion(
            @Required @Nullable List<NewFile> files,

            @Bounds(max = 256, code = "IMAGE_SIZE") @Nullable Integer imageSize,

            @Schema(
                    types = {"string", "number", "object"},
                    implementation = Object.class)
            @Nullable JsonNode crop,

            @Bounds(max = 3, code = "CHANNELS") @Nullable Integer channels,
            @Nullable String onBadFile,
            @Bounds(max = 1, code = "HOLD_OUT") @Nullable Double holdOut,
            @Nullable Long holdOutSeed,
            @Nullable String groupPattern,
            @Limit(1_000) @Nullable List<FolderField> folders,
            @Nullable String maskValues,
            @Nullable String valueRange,
            @Nullable String testOrder,

            @Bounds(min = 1, max = 99, code = "SPLIT_SHARE") @Nullable Integer publicShare,

            @Nullable Long splitSeed) {
        ImportSpec spec() {
            CropField cropped = CropField.of(crop);
            ImportSpec spec = new ImportSpec(
                            Fields.required("files", files).stream()
                                    .map(NewFile::spec)
                                    .toList(),
                            imageSize == null ? 0 : imageSize,
                            cropped.crop(),
                            cropped.fraction(),
                            channels == null ? 0 : channels,
                            Fields.oneOf("onBadFile", ImportSpec.OnBadFile.class, onBadFile, ImportSpec.OnBadFile.STOP),
                            holdOut == null ? ImportSpec.HOLD_OUT : holdOut,
                            Fields.oneOf("maskValues", MaskValues.class, maskValues, MaskValues.TWO),
                            valueRange == null || valueRange.equals("auto") ? "" : valueRange,
                            0,
                            null,
                            new Grouping(
                                    holdOutSeed == null ? Grouping.DEFAULT_SEED : holdOutSeed,
                                    groupPattern == null ? "" : groupPattern.strip()))
                    .withFolders(
                            folders == null
                                    ? null
                                    : folders.stream().map(FolderField::choice).toList());
            if (publicShare != null) {
                return spec.withHiddenLabels(new ImportSpec.HiddenLabels(
                        publicShare, splitSeed == null ? SEEDS.nextInt(MAX_SEED) : splitSeed));
            }
            return Fields.oneOf("testOrder", TestOrder.class, testOrder, TestOrder.FILES) == TestOrder.RANDOM
                    ? spec.withRandomTestOrder()
                    : spec;
        }
    }

    record QueuedResponse(String id, String job, int number, DatasetVersion.State state) {}

    /** A version by itself, with why its import failed. */
    record WholeVersionResponse(@JsonUnwrapped VersionResponse version, JobResponse.@Nullable Fault error) {}

    @Operation(
            summary = "Import a version of uploaded files",
            description = "The answer comes at once; ask for the version until its state is READY or FAILED.")
    @PostMapping("/datasets/{dataset}/versions")
    @ResponseStatus(HttpStatus.ACCEPTED)
    QueuedResponse create(@PathVariable long dataset, @RequestBody NewVersion body) {
        DatasetVersion version = imports.start(new DatasetId(dataset), body.spec(), users.require());
        return new QueuedResponse(version.id().toString(), version.job().toString(), version.number(), version.state());
    }

    /** The same body as for an import; nothing is stored. */
    @Operation(
            summary = "What an import would make of uploaded files",
            description = "Ten sample images and what was recognized; nothing is stored.")
    @PostMapping("/datasets/{dataset}/preview")
    PreviewResponse preview(@PathVariable long dataset, @RequestBody NewVersion body) {
        ImportSpec spec = body.spec();
        spec.check();
        return PreviewResponse.of(imports.look(new DatasetId(dataset), spec, users.require()), spec);
    }

    record LeftOut(@Limit(10_000) @Required @Nullable List<Integer> images) {}

    @Operation(
            summary = "Make a new version without some of a version's training images",
            description =
                    "The new version has the other images with their newest labels; its report names those that it lacks.")
    @PostMapping("/versions/{id}/without")
    @ResponseStatus(HttpStatus.ACCEPTED)
    QueuedResponse without(@PathVariable long id, @RequestBody LeftOut body) {
        DatasetVersion version =
                imports.startWithout(new VersionId(id), Fields.required("images", body.images()), users.require());
        return new QueuedResponse(version.id().toString(), version.job().toString(), version.number(), version.state());
    }

    @Operation(summary = "A version with its import's report")
    @GetMapping("/versions/{id}")
    WholeVersionResponse get(@PathVariable long id) {
        DatasetVersion version = find(id);
        JobResponse.Fault error = version.state() == DatasetVersion.State.FAILED
                ? jobs.find(version.job()).map(JobResponse.Fault::of).orElse(null)
                : null;
        return new WholeVersionResponse(VersionResponse.of(version), error);
    }

    @Operation(summary = "What deleting the version would take away")
    @GetMapping("/versions/{id}/deletion")
    DeletionResponse deletion(@PathVariable long id) {
        return DeletionResponse.of(management.loss(List.of(find(id))));
    }

    @Operation(
            summary = "Delete a version",
            description = "409 where a job on it waits or runs, or where it has runs and withRuns isn't true.")
    @DeleteMapping("/versions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id, @RequestParam(defaultValue = "false") boolean withRuns) {
        management.delete(new VersionId(id), withRuns, users.require());
    }

    record VersionChangesResponse(
            String since,
            String version,
            int same,
            VersionDiff.Part added,
            VersionDiff.Part removed,
            VersionDiff.Part relabelled,
            VersionDiff.Part toTrain,
            VersionDiff.Part toTest) {}

    /** How the version differs from an earlier one of its data set. */
    @Operation(summary = "How a version differs from an earlier one")
    @GetMapping("/versions/{id}/changes")
    VersionChangesResponse changes(@PathVariable long id, @RequestParam long since) throws IOException {
        DatasetVersion after = ready(id);
        DatasetVersion before = ready(since);
        if (!before.dataset().equals(after.dataset()) || before.number() >= after.number()) {
            throw new InputException(
                    "VERSIONS_NOT_COMPARABLE",
                    "",
                    "since",
                    "\"since\" must be an earlier version of the same data set.");
        }
        VersionDiff d = diffs.between(before, after, users.require());
        return new VersionChangesResponse(
                before.id().toString(),
                after.id().toString(),
                d.same(),
                d.added(),
                d.removed(),
                d.relabelled(),
                d.toTrain(),
                d.toTest());
    }

    private DatasetVersion find(long id) {
        return datasets.findVersion(new VersionId(id), users.require())
                .orElseThrow(() -> new NotFoundException("There is no data set version " + id + "."));
    }

    private DatasetVersion ready(long id) {
        return datasets.findVersion(new VersionId(id), users.require())
                .filter(v -> v.state() == DatasetVersion.State.READY)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + id + " that is ready."));
    }
}
