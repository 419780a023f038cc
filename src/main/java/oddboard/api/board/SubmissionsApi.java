package oddboard.api.board;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Fields;
import oddboard.api.Required;
import oddboard.api.run.ScoresCsv;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.leaderboard.Ensembles;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Submission;
import oddboard.leaderboard.SubmissionAllowance;
import oddboard.leaderboard.Submissions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Scores made elsewhere, and entries of a board combined. */
@Tag(name = "Submissions")
@RestController
@RequestMapping("/api/v1")
public class SubmissionsApi {
    private final Submissions submissions;
    private final Ensembles ensembles;
    private final Leaderboards leaderboards;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Users users;

    SubmissionsApi(
            Submissions submissions,
            Ensembles ensembles,
            Leaderboards leaderboards,
            Datasets datasets,
            LabelSets labelSets,
            Users users) {
        this.submissions = submissions;
        this.ensembles = ensembles;
        this.leaderboards = leaderboards;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.users = users;
    }

    /** @param members as in {@code id} of a board's entries */
    record NewEnsemble(
            @Nullable String name, @Required @Nullable List<String> members) {}

    /** The body is the table itself, {@code ID,score}, whatever its content type. */
    @Operation(
            summary = "Submit scores made elsewhere",
            description = "The body is the table itself, ID,score with every test image once; it joins the board.")
    @PostMapping("/versions/{id}/submissions")
    @ResponseStatus(HttpStatus.CREATED)
    EntryResponse submit(@PathVariable long id, @RequestParam String name, HttpServletRequest request)
            throws IOException {
        User by = users.require();
        return placed(submissions.add(new VersionId(id), name, "the file", request.getInputStream(), by), by);
    }

    /** {@code left} of today's {@code limit}; {@code nextDay} is when the count starts again. */
    record LimitResponse(int limit, int used, int left, Instant nextDay) {}

    record NewLimit(
            @Bounds(max = 1000, code = "LIMIT_INVALID") @Required @Nullable Integer limit) {}

    @Operation(summary = "How many submissions the caller may still send today")
    @GetMapping("/versions/{id}/submission-limit")
    LimitResponse limit(@PathVariable long id) {
        User by = users.require();
        SubmissionAllowance a = submissions.allowance(dataset(id, by), new VersionId(id), by);
        return new LimitResponse(a.limit(), a.used(), a.left(), a.nextDay());
    }

    /** Of every version of its data set, a person and day. */
    @Operation(summary = "Set the daily limit of submissions")
    @PutMapping("/versions/{id}/submission-limit")
    LimitResponse setLimit(@PathVariable long id, @RequestBody NewLimit body) {
        User by = users.require();
        submissions.setLimit(dataset(id, by), Fields.required("limit", body.limit), by);
        return limit(id);
    }

    private Dataset dataset(long version, User by) {
        return datasets.findByVersion(new VersionId(version), by)
                .orElseThrow(() -> new NotFoundException("There is no data set version " + version + "."));
    }

    @Operation(
            summary = "Combine entries of a board",
            description = "By the mean of z-scores measured by training images, or of ranks where an entry has no "
                    + "such scores.")
    @PostMapping("/versions/{id}/ensembles")
    @ResponseStatus(HttpStatus.CREATED)
    EntryResponse combine(@PathVariable long id, @RequestBody NewEnsemble body) {
        List<EntryId> members = Fields.required("members", body.members).stream()
                .map(
                        m -> EntryId.parse(m)
                                .orElseThrow(
                                        () -> new InputException(
                                                "ENSEMBLE_MEMBER",
                                                "",
                                                "members",
                                                "\"" + m
                                                        + "\" is not an entry of a leaderboard; write 12 for run 12 and s3 for submission 3.")))
                .toList();
        User by = users.require();
        return placed(ensembles.combine(new VersionId(id), members, body.name == null ? "" : body.name, by), by);
    }

    private EntryResponse placed(Submission submission, User viewer) {
        return EntryResponse.of(submission, leaderboards.of(submission.version(), viewer), leaderboards, viewer);
    }

    @Operation(summary = "A submission with its place on the board")
    @GetMapping("/submissions/{id}")
    EntryResponse get(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        User viewer = users.require();
        Submission found = find(id, labelSet);
        return EntryResponse.of(
                found, leaderboards.of(found.version(), labelSet, Fields.part(part), viewer), leaderboards, viewer);
    }

    @Operation(
            summary = "A submission's scores as CSV",
            description = "As those of a run: ID,score, and with files=true the name of each image's file.")
    @GetMapping("/submissions/{id}/scores.csv")
    void scores(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean files,
            WebRequest request,
            HttpServletResponse response)
            throws IOException {
        Submission found = find(id, LabelSet.NEWEST);
        ScoresCsv.write(
                "submission-" + id,
                found.createdAt(),
                submissions.scores(found, users.require()).scores(),
                files ? labelSets.imageNames(found.version(), users.require()) : null,
                request,
                response);
    }

    @Operation(summary = "Delete a submission")
    @DeleteMapping("/submissions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        submissions.delete(id, users.require());
    }

    private Submission find(long id, int labelSet) {
        return submissions
                .find(id, labelSet, users.require())
                .orElseThrow(() -> new NotFoundException("There is no submission " + id + "."));
    }
}
