package oddboard.api.dataset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.Member;
import oddboard.dataset.Members;
import oddboard.dataset.Project;
import oddboard.dataset.ProjectId;
import oddboard.dataset.ProjectMembers;
import oddboard.dataset.Projects;
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

/** Groups of data sets with members of their own; {@code {user}} is a name or an id. */
@Tag(name = "Projects")
@RestController
@RequestMapping("/api/v1/projects")
class ProjectsApi {
    private final Projects projects;
    private final ProjectMembers projectMembers;
    private final Members members;
    private final Users users;

    ProjectsApi(Projects projects, ProjectMembers projectMembers, Members members, Users users) {
        this.projects = projects;
        this.projectMembers = projectMembers;
        this.members = members;
        this.users = users;
    }

    record NewProject(
            @Limit(value = 200, code = "NAME_INVALID") @Nullable String name,

            @Limit(value = 10_000, code = "DESCRIPTION_TOO_LONG") @Nullable String description) {}

    record ProjectResponse(
            String id,
            String name,
            String description,
            String owner,
            String role,
            Instant createdAt,
            int memberCount,
            int datasetCount) {
        static ProjectResponse of(Project p) {
            return new ProjectResponse(
                    p.id().toString(),
                    p.name(),
                    p.description(),
                    p.ownerName(),
                    Fields.spelled(p.role()),
                    p.createdAt(),
                    p.members(),
                    p.datasets());
        }
    }

    @Operation(summary = "Add a project", description = "Whoever adds it owns it.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ProjectResponse create(@RequestBody NewProject body) {
        return ProjectResponse.of(projects.create(
                Fields.required("name", body.name), body.description == null ? "" : body.description, users.require()));
    }

    @Operation(
            summary = "Projects that the caller is in",
            description = "Newest first; all of them for administrators.")
    @GetMapping
    Page<ProjectResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .descending(
                        projects.list(users.require()).stream()
                                .sorted((a, b) -> Long.compare(b.id().value(), a.id().value()))
                                .toList(),
                        p -> p.id().value(),
                        ProjectResponse::of);
    }

    @Operation(
            summary = "A project",
            description = "Its data sets are those of GET /datasets with its id as the parameter project.")
    @GetMapping("/{project}")
    ProjectResponse get(@PathVariable long project) {
        return ProjectResponse.of(projects.require(new ProjectId(project), users.require()));
    }

    @Operation(summary = "Rename or describe a project", description = "Only the fields that are there change.")
    @PatchMapping("/{project}")
    ProjectResponse change(@PathVariable long project, @RequestBody NewProject body) {
        return ProjectResponse.of(
                projects.change(new ProjectId(project), body.name, body.description, users.require()));
    }

    @Operation(summary = "Delete a project", description = "Its data sets stay, in no project.")
    @DeleteMapping("/{project}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long project) {
        projects.delete(new ProjectId(project), users.require());
    }

    @Operation(
            summary = "Put a data set into a project",
            description = "Out of another, where it is in one. For who may share the data set and edit the project.")
    @PutMapping("/{project}/datasets/{dataset}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable long project, @PathVariable long dataset) {
        projects.put(new ProjectId(project), new DatasetId(dataset), users.require());
    }

    @Operation(summary = "Take a data set out of a project")
    @DeleteMapping("/{project}/datasets/{dataset}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOut(@PathVariable long project, @PathVariable long dataset) {
        projects.takeOut(new ProjectId(project), new DatasetId(dataset), users.require());
    }

    @Operation(summary = "Who is in a project", description = "By name.")
    @GetMapping("/{project}/members")
    Page<MembersApi.MemberResponse> members(
            @PathVariable long project,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .byText(
                        projectMembers.list(new ProjectId(project), users.require()),
                        Member::name,
                        MembersApi.MemberResponse::of);
    }

    /** {@code "role"}: reader, editor, or owner, which hands the project over. */
    @Operation(
            summary = "Add a person to a project, or change what they may",
            description = "They have that role on each of its data sets. The role owner hands the project over.")
    @PutMapping("/{project}/members/{user}")
    MembersApi.MemberResponse setMember(
            @PathVariable long project, @PathVariable String user, @RequestBody MembersApi.NewRole body) {
        User by = users.require();
        ProjectId id = new ProjectId(project);
        DatasetRole role =
                Fields.oneOf("role", DatasetRole.class, Fields.required("role", body.role()), DatasetRole.READER);
        projects.require(id, by);
        return MembersApi.MemberResponse.of(projectMembers.set(id, members.person(user), role, by));
    }

    @Operation(summary = "Take a person out of a project")
    @DeleteMapping("/{project}/members/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeMember(@PathVariable long project, @PathVariable String user) {
        User by = users.require();
        ProjectId id = new ProjectId(project);
        projects.require(id, by);
        projectMembers.remove(id, members.person(user), by);
    }
}
