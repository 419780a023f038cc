package oddboard.worker;

import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.job.JobChanges;
import oddboard.job.JobQueue;
import oddboard.quota.Quotas;
import oddboard.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue alone on a real database, and a toy handler; not annotated as a component, so that no scan finds it. */
@ComponentScan(
        basePackages = "oddboard.job",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(Configuration.class))
@Import({Audit.class, Quotas.class, SchedulerConfiguration.class, JobQueue.class, JobChanges.class, ToyHandler.class})
public class QueueParts {
    private static @Nullable DataSource shared;

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(@Value("${test.url}") String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(6);
        return pool;
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource database) {
        return new JdbcTransactionManager(database);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    JdbcClient jdbcClient(DataSource database) {
        return JdbcClient.create(database);
    }

    /** A node whose threads are never started: the test calls what they would call. */
    public static AnnotationConfigApplicationContext still(DataSource database, String role, String... settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("test.url", TestDatabase.url(database));
        properties.put("oddboard.role", role);
        properties.put("oddboard.home", "target/test-home");
        properties.put("oddboard.worker.import-slots", "0");
        properties.put("oddboard.worker.scoring-slots", "0");
        for (String setting : settings) {
            properties.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.register(QueueParts.class);
        context.refresh();
        return context;
    }

    /** The queue's tests' one database, emptied, with the toy's tables and one person, ada. */
    public static synchronized DataSource database() {
        DataSource database = shared;
        if (database == null) {
            database = TestDatabase.dataSource();
            JdbcClient.create(database).sql(ToyHandler.TABLES).update();
            shared = database;
        }
        JdbcClient sql = JdbcClient.create(database);
        List<String> tables = sql.sql("""
                select tablename from pg_tables where schemaname = 'public'
                  and (tablename ~ '^(job|worker|account|toy|qrtz)') and tablename <> 'qrtz_locks'
                """).query(String.class).list();
        sql.sql("truncate " + String.join(", ", tables) + " restart identity cascade")
                .update();
        sql.sql("alter table toy_ended drop constraint if exists toy_ended_pkey")
                .update();
        TestDatabase.addAccount(database, "ada", "MEMBER");
        return database;
    }

    public static User ada(DataSource database) {
        long id = JdbcClient.create(database)
                .sql("select id from account where name = 'ada'")
                .query(Long.class)
                .single();
        return new User(new UserId(id), "ada", Role.MEMBER, false);
    }

    /** What a worker does every few seconds: finds jobs whose worker is dead. */
    public static void sweep(ApplicationContext node) {
        node.getBean(DeadWorkerSweep.class).sweep();
    }

    /** What a node does every minute: repairs jobs and triggers that do not fit. */
    public static void reconcile(ApplicationContext node) {
        node.getBean(Reconciler.class).reconcile();
    }
}
