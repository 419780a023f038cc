package oddboard.api.dataset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.common.NotFoundException;
import oddboard.dataset.Baseline;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.DatasetQuery;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetSearch;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Favorites;
import oddboard.dataset.FoundDataset;
import oddboard.dataset.Members;
import oddboard.dataset.ProjectId;
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
    private final DatasetSearch finder;
    private final Favorites favorites;
    private final DatasetManagement management;
    private final Members members;
    private final Users users;
    private final StorageUse storage;

    DatasetsApi(
            Datasets datasets,
            DatasetSearch finder,
            Favorites favorites,
            DatasetManagement management,
            Members members,
            Users users,
            StorageUse storage) {
        this.finder = finder;
        this.favorites = favorites;
        this.datasets = datasets;
        this.management = management;
        this.members = members;
        this.storage = storage;
        this.users = users;
    }

    record NewDataset(
            @Limit(value = 200, code = "NAME_INVALID") @Nullable String name,

            @Limit(value = 10_000, code = "DESCRIPTION_TOO_LONG") @Nullable String description,

            @Limit(value = DatasetManagement.MAX_TAGS, code = "TAGS_INVALID") @Nullable List<String> tags,

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
            List<String> tags,
            @Nullable String project,
            @Nullable Instant archivedAt,
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
                    d.tags(),
                    d.project() == null ? null : d.project().id().toString(),
                    d.archivedAt(),
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
        if (body.tags != null && !body.tags.isEmpty()) {
            created = management.change(created.id(), null, null, body.tags, null, null, by);
        }
        return DatasetResponse.of(
                teamRole == DatasetRole.MEMBER
                        ? created
                        : members.setTeam(created.id(), created.visibility(), teamRole, by),
                0);
    }

    @Operation(
            summary = "Data sets that the caller sees",
            description = "Newest first unless another order is asked for, whose pages go by place; archived ones only"
                    + " where they are asked for.")
    @GetMapping
    Page<DatasetResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Long project) {
        Cursor page = Cursor.of(limit, cursor);
        DatasetQuery query = new DatasetQuery(
                search == null ? "" : search,
                Fields.oneOf("filter", DatasetQuery.Show.class, filter, DatasetQuery.Show.ALL),
                project == null ? null : new ProjectId(project),
                Fields.oneOf("sort", DatasetQuery.Sort.class, sort, DatasetQuery.Sort.NEWEST));
        boolean newest = query.sort() == DatasetQuery.Sort.NEWEST;
        long start = page.after(newest ? Long.MAX_VALUE : 0);
        User viewer = users.require();
        List<FoundDataset> found = newest
                ? finder.below(query, start, page.limit() + 1, viewer)
                : finder.after(query, Math.max(0, start), page.limit() + 1, viewer);
        return page.page(
                found,
                d -> newest ? d.dataset().id().value() : start + page.limit(),
                d -> DatasetResponse.of(d.dataset(), storage.bytes(d.dataset().id())));
    }

    @Operation(summary = "Make a data set a favorite", description = "For the caller alone.")
    @PutMapping("/{id}/favorite")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void star(@PathVariable long id) {
        favorites.set(new DatasetId(id), true, users.require());
    }

    @Operation(summary = "Make a data set a favorite no longer", description = "For the caller alone.")
    @DeleteMapping("/{id}/favorite")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unstar(@PathVariable long id) {
        favorites.set(new DatasetId(id), false, users.require());
    }

    @Operation(
            summary = "Archive a data set",
            description =
                    "It is hidden from lists and takes no new images, runs or scores. Nothing is deleted, and models"
                            + " that were trained on it go on scoring.")
    @PostMapping("/{id}/archive")
    DatasetResponse archive(@PathVariable long id) {
        return DatasetResponse.of(
                management.archive(new DatasetId(id), true, users.require()), storage.bytes(new DatasetId(id)));
    }

    @Operation(summary = "Restore an archived data set")
    @PostMapping("/{id}/restore")
    DatasetResponse restore(@PathVariable long id) {
        return DatasetResponse.of(
                management.archive(new DatasetId(id), false, users.require()), storage.bytes(new DatasetId(id)));
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
        Dataset changed =
                management.change(new DatasetId(id), body.name, body.description, body.tags, visibility, null, by);
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
