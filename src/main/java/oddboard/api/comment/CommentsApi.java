package oddboard.api.comment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.comment.Comment;
import oddboard.comment.Comments;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people say about runs, models, versions, images and boards. */
@Tag(name = "Comments")
@RestController
@RequestMapping("/api/v1/comments")
class CommentsApi {
    private final Comments comments;
    private final Users users;

    CommentsApi(Comments comments, Users users) {
        this.comments = comments;
        this.users = users;
    }

    record CommentResponse(
            String id,
            String on,
            String by,
            String text,
            String html,
            @Nullable Instant at,
            @Nullable Instant editedAt,
            String revision,
            boolean mayEdit,
            boolean mayDelete) {
        static CommentResponse of(Comments.Shown shown) {
            Comment c = shown.comment();
            return new CommentResponse(
                    c.isNote() ? "note" : Long.toString(c.id()),
                    shown.address(),
                    c.byName(),
                    c.text(),
                    shown.html(),
                    c.at(),
                    c.editedAt(),
                    c.revision(),
                    shown.mayEdit(),
                    shown.mayDelete());
        }
    }

    record NewComment(
            @Required @Nullable String on,

            @Limit(value = Comments.MAX_LENGTH, code = "COMMENT_TOO_LONG") @Required @Nullable String text) {}

    record CommentChange(
            @Limit(value = Comments.MAX_LENGTH, code = "COMMENT_TOO_LONG") @Required @Nullable String text,

            @Required @Nullable String revision) {}

    @Operation(summary = "Comments on a thing", description = "Oldest first; the note of a run before the others.")
    @GetMapping
    Page<CommentResponse> list(
            @RequestParam String on,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .ascending(
                        comments.list(on, users.require()),
                        shown -> shown.comment().id(),
                        CommentResponse::of);
    }

    @Operation(
            summary = "Say something about a thing",
            description = "Who is mentioned by @name and sees the data set is notified.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CommentResponse add(@RequestBody NewComment body) {
        return CommentResponse.of(
                comments.add(Fields.required("on", body.on), Fields.required("text", body.text), users.require()));
    }

    @Operation(summary = "Change a comment of one's own")
    @PatchMapping("/{id}")
    CommentResponse edit(@PathVariable long id, @RequestBody CommentChange body) {
        return CommentResponse.of(comments.edit(
                id, Fields.required("revision", body.revision), Fields.required("text", body.text), users.require()));
    }

    @Operation(
            summary = "Delete a comment",
            description = "One's own; who manages the data set deletes those of others, too.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        comments.delete(id, users.require());
    }
}
