package oddboard.api;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A project of the data set's owner, whose other people have the role there that they have on the data set. */
final class ProjectRow {
    private ProjectRow() {}

    static String add(JdbcClient sql, String name, long dataset) {
        sql.sql("delete from project").update();
        long project = sql.sql("""
                        insert into project (name, account_id) select :name, account_id from dataset where id = :dataset
                        returning id""")
                .param("name", name)
                .param("dataset", dataset)
                .query(Long.class)
                .single();
        sql.sql("""
                        insert into project_member (project_id, account_id, role)
                        select :project, account_id, role from dataset_member where dataset_id = :dataset""").param("project", project).param("dataset", dataset).update();
        return Long.toString(project);
    }
}
