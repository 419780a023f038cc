package oddboard.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.NotFoundException;
import oddboard.dataset.Baseline;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Members;
import oddboard.dataset.StorageUse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Data sets")
@RestController
@RequestMapping("/api/v1/datasets")
class DatasetsApi {
    private final Datasets datasets;
    private final DatasetManagement management;
    private final Members members;
    private final Users users;
    private final StorageUse storage;

    DatasetsApi(Datasets datasets, DatasetManagement management, Members members, Users users, StorageUse storage) {
        this.datasets = datasets;
        this.management = management;
        this.members = members;
        this.storage = storage;
        this.users = users;
    }

    record NewDataset(
            @Limit(value = 200, code = "NAME_INVALID") @Nullable String name,

            @Limit(value = 10_000, code = "DESCRIPTION_TOO_LONG") @Nullable String description,

            @Nullable String visibility,
            @Nullable String teamRole) {}

    record DatasetResponse(
            String id,
            String name,
            String description,
            String visibility,
            String teamRole,
            String owner,
            String role,
            Instant createdAt,
            List<Baseline> baselines,
            List<VersionResponse> versions,
            long storageBytes) {
        static DatasetResponse of(Dataset d, long storageBytes) {
            return new DatasetResponse(
                    d.id().toString(),
                    d.name(),
                    d.description(),
                    Fields.spelled(d.visibility()),
                    Fields.spelled(d.teamRole()),
                    d.ownerName(),
                    Fields.spelled(d.role()),
                    d.createdAt(),
                    d.baselines(),
                    d.versions().stream().map(VersionResponse::of).toList(),
                    storageBytes);
        }
    }

    @Operation(summary = "Add a data set")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    DatasetResponse create(@RequestBody NewDataset body) {
        DatasetRole teamRole = teamRole(body, DatasetRole.MEMBER);
        User by = users.require();
        Dataset created = datasets.create(
                Fields.required("name", body.name),
                body.description == null ? "" : body.description,
                Fields.oneOf("visibility", Dataset.Visibility.class, body.visibility, Dataset.Visibility.TEAM),
                by);
        return DatasetResponse.of(
                teamRole == DatasetRole.MEMBER
                        ? created
                        : members.setTeam(created.id(), created.visibility(), teamRole, by),
                0);
    }

    @Operation(summary = "Data sets that the caller sees", description = "Newest first.")
    @GetMapping
    Page<DatasetResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<Dataset> newestFirst = datasets.list(users.require()).stream()
                .sorted(Comparator.comparingLong((Dataset d) -> d.id().value()).reversed())
                .toList();
        return Cursor.of(limit, cursor)
                .descending(newestFirst, d -> d.id().value(), d -> DatasetResponse.of(d, storage.bytes(d.id())));
    }

    @Operation(summary = "A data set with its versions")
    @GetMapping("/{id}")
    DatasetResponse get(@PathVariable long id) {
        return DatasetResponse.of(find(id), storage.bytes(new DatasetId(id)));
    }

    private Dataset find(long id) {
        return datasets.find(new DatasetId(id), users.require())
                .orElseThrow(() -> new NotFoundException("There is no data set " + id + "."));
    }

    /** Only the fields that are there change. */
    @Operation(summary = "Rename, describe or share a data set", description = "Only the fields that are there change.")
    @PatchMapping("/{id}")
    DatasetResponse change(@PathVariable long id, @RequestBody NewDataset body) {
        Dataset.Visibility visibility = body.visibility == null
                ? null
                : Fields.oneOf("visibility", Dataset.Visibility.class, body.visibility, Dataset.Visibility.TEAM);
        User by = users.require();
        Dataset changed = management.change(new DatasetId(id), body.name, body.description, visibility, by);
        if (body.teamRole != null) {
            changed = members.setTeam(changed.id(), changed.visibility(), teamRole(body, changed.teamRole()), by);
        }
        return DatasetResponse.of(changed, storage.bytes(changed.id()));
    }

    private static DatasetRole teamRole(NewDataset body, DatasetRole byDefault) {
        DatasetRole role = Fields.oneOf("teamRole", DatasetRole.class, body.teamRole, byDefault);
        Members.requireTeamRole(role);
        return role;
    }

    /** The whole list; others are gone then. */
    record Baselines(
            @Limit(value = Datasets.MAX_BASELINES, code = "BASELINE") @Required @Nullable List<Baseline> baselines) {}

    @Operation(
            summary = "Set the lines on the leaderboard",
            description = "The whole list: lines that are not in it are gone.")
    @PutMapping("/{id}/baselines")
    DatasetResponse setBaselines(@PathVariable long id, @RequestBody Baselines body) {
        datasets.setBaselines(new DatasetId(id), Fields.required("baselines", body.baselines), users.require());
        return get(id);
    }

    @Operation(summary = "Versions of a data set", description = "Newest first.")
    @GetMapping("/{id}/versions")
    Page<VersionResponse> versions(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor).descending(find(id).versions(), DatasetVersion::number, VersionResponse::of);
    }

    @Operation(summary = "What deleting the data set would take away")
    @GetMapping("/{id}/deletion")
    DeletionResponse deletion(@PathVariable long id) {
        return DeletionResponse.of(management.loss(find(id)));
    }

    @Operation(
            summary = "Delete a data set with all its versions",
            description = "409 where a job on it waits or runs, or where it has runs and withRuns isn't true.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id, @RequestParam(defaultValue = "false") boolean withRuns) {
        management.delete(new DatasetId(id), withRuns, users.require());
    }
}
