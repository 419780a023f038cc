package oddboard.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of projects, their members and their data sets. */
@Repository
class ProjectRepository {
    private static final String SELECT = """
            select p.*, a.name as owner_name, seen.role as viewer_role,
                   1 + (select count(*) from project_member m where m.project_id = p.id) as members,
                   (select count(*) from dataset d
                    join dataset_right r on r.dataset_id = d.id and r.account_id = :viewer
                    where d.project_id = p.id) as datasets
            from project p join account a on a.id = p.account_id
            join project_right seen on seen.project_id = p.id and seen.account_id = :viewer
            """;

    private final JdbcClient jdbc;

    ProjectRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ProjectId insert(String name, String description, UserId owner) {
        return new ProjectId(jdbc.sql("""
                        insert into project (name, description, account_id) values (:name, :description, :owner)
                        returning id""")
                .param("name", name)
                .param("description", description)
                .param("owner", owner.value())
                .query(Long.class)
                .single());
    }

    /** By name. */
    List<Project> list(UserId viewer) {
        return jdbc.sql(SELECT + " order by lower(p.name collate search_words), p.id")
                .param("viewer", viewer.value())
                .query((row, n) -> project(row))
                .list();
    }

    Optional<Project> find(ProjectId id, UserId viewer) {
        return jdbc.sql(SELECT + " where p.id = :id")
                .param("id", id.value())
                .param("viewer", viewer.value())
                .query((row, n) -> project(row))
                .optional();
    }

    /** Others who change the project or who is in it wait until the transaction ends. */
    void lock(ProjectId id) {
        jdbc.sql("select id from project where id = :id for no key update")
                .param("id", id.value())
                .query(Long.class)
                .optional();
    }

    void update(ProjectId id, String name, String description) {
        jdbc.sql("update project set name = :name, description = :description where id = :id")
                .param("id", id.value())
                .param("name", name)
                .param("description", description)
                .update();
    }

    void delete(ProjectId id) {
        jdbc.sql("delete from project where id = :id").param("id", id.value()).update();
    }

    /** The owner first, then editors and readers by name. */
    List<Member> members(ProjectId project) {
        return jdbc.sql("""
                        select a.id, a.name, 'OWNER' as role, '' as added_by, p.created_at as since, 0 as place
                        from project p join account a on a.id = p.account_id where p.id = :project
                        union all
                        select a.id, a.name, m.role, coalesce(b.name, ''), m.added_at, case m.role when 'EDITOR' then 1 else 2 end
                        from project_member m join account a on a.id = m.account_id left join account b on b.id = m.added_by
                        where m.project_id = :project
                        order by place, name""")
                .param("project", project.value())
                .query((row, n) -> new Member(
                        new UserId(row.getLong("id")),
                        row.getString("name"),
                        DatasetRole.valueOf(row.getString("role")),
                        row.getString("added_by"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    void setMember(ProjectId project, UserId person, DatasetRole role, UserId by) {
        jdbc.sql("""
                        insert into project_member (project_id, account_id, role, added_by)
                        values (:project, :person, :role, :by)
                        on conflict (project_id, account_id) do update set role = excluded.role,
                            added_by = excluded.added_by, added_at = now()""")
                .param("project", project.value())
                .param("person", person.value())
                .param("role", role.name())
                .param("by", by.value())
                .update();
    }

    boolean removeMember(ProjectId project, UserId person) {
        return jdbc.sql("delete from project_member where project_id = :project and account_id = :person")
                        .param("project", project.value())
                        .param("person", person.value())
                        .update()
                > 0;
    }

    void setOwner(ProjectId project, UserId person) {
        jdbc.sql("update project set account_id = :person where id = :project")
                .param("project", project.value())
                .param("person", person.value())
                .update();
    }

    Optional<ProjectId> projectOf(DatasetId dataset) {
        return jdbc.sql("select project_id from dataset where id = :id and project_id is not null for no key update")
                .param("id", dataset.value())
                .query((row, n) -> new ProjectId(row.getLong(1)))
                .optional();
    }

    void put(DatasetId dataset, ProjectId project) {
        jdbc.sql("update dataset set project_id = :project where id = :id")
                .param("id", dataset.value())
                .param("project", project.value())
                .update();
    }

    void takeOut(DatasetId dataset) {
        jdbc.sql("update dataset set project_id = null where id = :id")
                .param("id", dataset.value())
                .update();
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                new ProjectId(row.getLong("id")),
                row.getString("name"),
                row.getString("description"),
                DatasetRole.valueOf(row.getString("viewer_role")),
                new UserId(row.getLong("account_id")),
                row.getString("owner_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("members"),
                row.getInt("datasets"));
    }
}
