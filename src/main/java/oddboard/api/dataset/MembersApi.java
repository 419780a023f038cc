package oddboard.api.dataset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.Member;
import oddboard.dataset.Members;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** With whom a data set is shared; {@code {user}} is a name or an id. */
@Tag(name = "Data sets")
@RestController
@RequestMapping("/api/v1/datasets/{dataset}/members")
class MembersApi {
    private final Members members;
    private final Users users;

    MembersApi(Members members, Users users) {
        this.members = members;
        this.users = users;
    }

    record MemberResponse(String id, String user, String role, String addedBy, Instant since) {
        static MemberResponse of(Member m) {
            return new MemberResponse(m.user().toString(), m.name(), Fields.spelled(m.role()), m.addedBy(), m.since());
        }
    }

    record NewRole(@Required @Nullable String role) {}

    @Operation(summary = "With whom a data set is shared", description = "By name.")
    @GetMapping
    Page<MemberResponse> list(
            @PathVariable long dataset,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .byText(members.list(new DatasetId(dataset), users.require()), Member::name, MemberResponse::of);
    }

    /** {@code "role"}: reader, editor, or owner, which hands the data set over. */
    @Operation(
            summary = "Share a data set with a person, or change what they may",
            description = "The role owner hands the data set over.")
    @PutMapping("/{user}")
    MemberResponse set(@PathVariable long dataset, @PathVariable String user, @RequestBody NewRole body) {
        User by = users.require();
        DatasetId id = new DatasetId(dataset);
        DatasetRole role =
                Fields.oneOf("role", DatasetRole.class, Fields.required("role", body.role()), DatasetRole.READER);
        members.list(id, by);
        return MemberResponse.of(members.set(id, members.person(user), role, by));
    }

    @Operation(summary = "Share a data set with a person no longer")
    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long dataset, @PathVariable String user) {
        User by = users.require();
        DatasetId id = new DatasetId(dataset);
        members.list(id, by);
        members.remove(id, members.person(user), by);
    }
}
