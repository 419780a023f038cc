package oddboard.api.label;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Fields;
import oddboard.api.Required;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSplit;
import oddboard.label.LabelSplits;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Public and private test labels of a version. */
@Tag(name = "Labels")
@RestController
@RequestMapping("/api/v1/versions/{id}/label-split")
class LabelSplitsApi {
    private final LabelSplits splits;
    private final Datasets datasets;
    private final Users users;

    LabelSplitsApi(LabelSplits splits, Datasets datasets, Users users) {
        this.splits = splits;
        this.datasets = datasets;
        this.users = users;
    }

    /** {@code share} is the public percent of each type, {@code seed} null until it is open; which images are public is in labels.csv. */
    record SplitResponse(
            int share,
            @Nullable Long seed,
            int publicCount,
            String author,
            Instant createdAt,
            boolean open,
            @Nullable String openedBy,
            @Nullable Instant openedAt,
            @Nullable Boolean orderTells) {
        static SplitResponse of(LabelSplit s, @Nullable Boolean orderTells) {
            return new SplitResponse(
                    s.share(),
                    s.seed(),
                    s.publicCount(),
                    s.author(),
                    s.createdAt(),
                    s.isOpen(),
                    s.openedBy(),
                    s.openedAt(),
                    orderTells);
        }
    }

    private SplitResponse answer(LabelSplit split) {
        User by = users.require();
        return SplitResponse.of(
                split, splits.mayManage(split.version(), by) ? splits.orderTells(split.version(), by) : null);
    }

    record NewSplit(
            @Bounds(min = 1, max = 99, code = "SPLIT_SHARE") @Required @Nullable Integer share,

            @Required @Nullable Long seed) {}

    @Operation(summary = "How the test labels are split")
    @GetMapping
    SplitResponse get(@PathVariable long id) {
        VersionId version = new VersionId(id);
        if (datasets.findVersion(version, users.require()).isEmpty()) {
            throw new NotFoundException("There is no data set version " + id + ".");
        }
        return splits.find(version)
                .map(this::answer)
                .orElseThrow(() -> new ConflictException("The labels of version " + id + " are not split."));
    }

    @Operation(summary = "Split the test labels for good")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SplitResponse make(@PathVariable long id, @RequestBody NewSplit body) {
        return answer(splits.make(
                new VersionId(id),
                Fields.required("share", body.share),
                Fields.required("seed", body.seed),
                users.require()));
    }

    /** For good: everybody then sees every label and metric. */
    @Operation(summary = "Open the private labels for good")
    @PostMapping("/open")
    SplitResponse open(@PathVariable long id) {
        return answer(splits.open(new VersionId(id), users.require()));
    }
}
