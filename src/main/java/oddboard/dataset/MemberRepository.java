package oddboard.dataset;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of who was given a role on a data set. */
@Repository
class MemberRepository {
    private final JdbcClient jdbc;

    MemberRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The owner first, then editors and readers by name. */
    List<Member> list(DatasetId dataset) {
        return jdbc.sql("""
                        select a.id, a.name, 'OWNER' as role, '' as added_by, d.created_at as since, 0 as place
                        from dataset d join account a on a.id = d.account_id where d.id = :dataset
                        union all
                        select a.id, a.name, m.role, coalesce(b.name, ''), m.added_at, case m.role when 'EDITOR' then 1 else 2 end
                        from dataset_member m join account a on a.id = m.account_id left join account b on b.id = m.added_by
                        where m.dataset_id = :dataset
                        order by place, name""")
                .param("dataset", dataset.value())
                .query((row, n) -> new Member(
                        new UserId(row.getLong("id")),
                        row.getString("name"),
                        DatasetRole.valueOf(row.getString("role")),
                        row.getString("added_by"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Waits for others who share or hand over the data set, until the transaction ends. */
    Optional<UserId> lockOwner(DatasetId dataset) {
        return jdbc.sql("select account_id from dataset where id = :dataset for no key update")
                .param("dataset", dataset.value())
                .query((row, n) -> new UserId(row.getLong(1)))
                .optional();
    }

    void set(DatasetId dataset, UserId person, DatasetRole role, UserId by) {
        jdbc.sql("""
                        insert into dataset_member (dataset_id, account_id, role, added_by)
                        values (:dataset, :person, :role, :by)
                        on conflict (dataset_id, account_id) do update set role = excluded.role, added_by = excluded.added_by,
                            added_at = now()""")
                .param("dataset", dataset.value())
                .param("person", person.value())
                .param("role", role.name())
                .param("by", by.value())
                .update();
    }

    boolean remove(DatasetId dataset, UserId person) {
        return jdbc.sql("delete from dataset_member where dataset_id = :dataset and account_id = :person")
                        .param("dataset", dataset.value())
                        .param("person", person.value())
                        .update()
                > 0;
    }

    void setOwner(DatasetId dataset, UserId person) {
        jdbc.sql("update dataset set account_id = :person where id = :dataset")
                .param("dataset", dataset.value())
                .param("person", person.value())
                .update();
    }

    void setTeamRole(DatasetId dataset, Dataset.Visibility visibility, DatasetRole role) {
        jdbc.sql("update dataset set visibility = lower(:visibility), team_role = :role where id = :dataset")
                .param("dataset", dataset.value())
                .param("visibility", visibility.name())
                .param("role", role.name())
                .update();
    }
}
