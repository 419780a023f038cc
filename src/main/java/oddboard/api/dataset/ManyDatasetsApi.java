package oddboard.api.dataset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Required;
import oddboard.common.BulkOutcome;
import oddboard.dataset.DatasetId;
import oddboard.dataset.ManyDatasets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same done to many data sets, as their page does it to those that are selected. */
@Tag(name = "Data sets")
@RestController
@RequestMapping("/api/v1/datasets")
class ManyDatasetsApi {
    private final ManyDatasets many;
    private final Users users;

    ManyDatasetsApi(ManyDatasets many, Users users) {
        this.many = many;
        this.users = users;
    }

    enum Action {
        ARCHIVE,
        RESTORE,
        TAG,
        FAVORITE,
        UNFAVORITE
    }

    record ManyDatasetsChange(
            @Limit(BulkOutcome.MAX) @Required @Nullable List<String> datasets,
            @Required @Nullable String action,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags) {}

    record ManyDatasetsOutcome(int done, Map<String, Integer> left) {}

    @Operation(
            summary = "Archive, restore or tag many data sets, or make them favorites",
            description = "Each by itself: one that can't be changed keeps none of the others.")
    @PostMapping("/many")
    ManyDatasetsOutcome change(@RequestBody ManyDatasetsChange body) {
        List<DatasetId> ids = Fields.required("datasets", body.datasets).stream()
                .map(id -> new DatasetId(Fields.id("datasets", id)))
                .distinct()
                .toList();
        User by = users.require();
        BulkOutcome outcome =
                switch (Fields.oneOf("action", Action.class, Fields.required("action", body.action), Action.TAG)) {
                    case ARCHIVE -> many.archive(ids, true, by);
                    case RESTORE -> many.archive(ids, false, by);
                    case FAVORITE -> many.favorite(ids, true, by);
                    case UNFAVORITE -> many.favorite(ids, false, by);
                    case TAG ->
                        many.tag(
                                ids,
                                body.addTags == null ? List.of() : body.addTags,
                                body.removeTags == null ? List.of() : body.removeTags,
                                by);
                };
        return new ManyDatasetsOutcome(outcome.done(), outcome.left());
    }
}
