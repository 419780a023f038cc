package oddboard.job;

import oddboard.audit.Audit;
import oddboard.quota.QuotaKind;
import oddboard.quota.QuotaMeter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The queue's parts on every node. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueueRules.Settings.class)
class JobConfiguration {
    @Bean
    JobTimes jobTimes() {
        return JobTimes.usual();
    }

    @Bean
    Transitions transitions(JdbcClient sql) {
        return new Transitions(sql);
    }

    @Bean
    Handlers handlers(ObjectProvider<JobHandler> all, PlatformTransactionManager transactions) {
        return new Handlers(all, transactions);
    }

    @Bean
    Estimates estimates(JdbcClient sql, JobTimes times) {
        return new Estimates(sql, times, System::nanoTime);
    }

    @Bean
    JobRepository jobRepository(JdbcClient sql, JobTimes times, Estimates estimates) {
        return new JobRepository(sql, times, estimates);
    }

    @Bean
    WorkerTroubles workerTroubles(JdbcClient sql) {
        return new WorkerTroubles(sql);
    }

    @Bean
    QueueRules queueRules(JdbcClient sql, QueueRules.Settings settings, @Value("${oddboard.role:web}") String role) {
        return new QueueRules(sql, settings, !role.equals("worker"));
    }

    @Bean
    QuotaMeter queuedMeter(JobRepository jobs) {
        return new JobMeter(QuotaKind.QUEUED, jobs::countWaiting);
    }

    @Bean
    QuotaMeter runningMeter(JobRepository jobs) {
        return new JobMeter(QuotaKind.RUNNING, jobs::countRunning);
    }

    @Bean
    QuotaMeter gpuMeter(JobRepository jobs) {
        return new JobMeter(QuotaKind.GPU_HOURS, jobs::gpuSeconds);
    }

    @Bean
    JobAudit jobAudit(JdbcClient sql, Audit audit) {
        return new JobAudit(sql, audit);
    }

    @Bean
    Priorities priorities(JdbcClient sql, Transitions transitions, JobAudit audit) {
        return new Priorities(sql, transitions, audit);
    }

    @Bean
    Cancellation cancellation(
            JdbcClient sql,
            Transitions transitions,
            Wakeups wakeups,
            Handlers handlers,
            JobRights rights,
            JobAudit audit) {
        return new Cancellation(sql, transitions, wakeups, handlers, rights, audit);
    }

    @Bean
    DerivedJobs derivedJobs(JdbcClient sql) {
        return new DerivedJobs(sql);
    }

    @Bean
    JobRights jobRights(ObjectProvider<JobSubject> subjects) {
        return new JobRights(subjects);
    }

    @Bean
    AttemptEnd attemptEnd(Transitions transitions, Wakeups wakeups, Handlers handlers, JobTimes times) {
        return new AttemptEnd(transitions, wakeups, handlers, times);
    }
}
