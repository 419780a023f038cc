package oddboard.worker;

import java.util.Properties;
import javax.sql.DataSource;
import oddboard.job.AttemptEnd;
import oddboard.job.JobTimes;
import oddboard.job.QueueConnections;
import oddboard.job.Wakeups;
import org.quartz.Scheduler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The scheduler on every node. */
@Configuration(proxyBeanMethods = false)
@Import(WorkerConfiguration.class)
@EnableConfigurationProperties(WorkerSettings.class)
class SchedulerConfiguration {
    static final String ROLE = "oddboard.role";

    @Bean
    WorkerIdentity workerIdentity(WorkerSettings settings) {
        return WorkerIdentity.ofThisProcess(settings.device());
    }

    @Bean
    QueueConnections queueConnections(
            DataSource main, WorkerSettings settings, @Value("${" + ROLE + ":web}") String role) {
        return new QueueConnections(main, role.equals("worker") ? settings.threads() + 3 : 2);
    }

    /** Created on every node, started by workers alone: a node that never starts it enqueues, and takes no part else. */
    @Bean
    SchedulerFactoryBean quartzScheduler(
            DataSource main,
            PlatformTransactionManager transactions,
            QueueConnections connections,
            WorkerSettings settings,
            WorkerIdentity identity,
            @Value("${" + ROLE + ":web}") String role,
            ApplicationContext context) {
        boolean works = role.equals("worker");
        SchedulerFactoryBean factory = new SchedulerFactoryBean();
        factory.setSchedulerName(Wakeups.SCHEDULER);
        factory.setDataSource(main);
        factory.setTransactionManager(transactions);
        factory.setNonTransactionalDataSource(connections.quartz());
        factory.setAutoStartup(false);
        factory.setWaitForJobsToCompleteOnShutdown(false);
        SpringBeanJobFactory jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        factory.setJobFactory(jobs);
        factory.setQuartzProperties(quartz(works, settings, identity));
        return factory;
    }

    static Properties quartz(boolean works, WorkerSettings settings, WorkerIdentity identity) {
        Properties quartz = new Properties();
        quartz.setProperty("org.quartz.scheduler.instanceId", identity.id());
        // Others' jobs are found by polling; the default is 30 s.
        quartz.setProperty("org.quartz.scheduler.idleWaitTime", "1000");
        quartz.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "1");
        quartz.setProperty("org.quartz.jobStore.class", ContextJobStore.class.getName());
        quartz.setProperty("org.quartz.jobStore.driverDelegateClass", LabelDelegate.class.getName());
        quartz.setProperty(
                "org.quartz.jobStore.driverDelegateInitString",
                works ? LabelDelegate.settings(identity.hasGpu(), settings) : "");
        quartz.setProperty("org.quartz.jobStore.tablePrefix", "QRTZ_");
        quartz.setProperty("org.quartz.jobStore.isClustered", "true");
        // Shorter takes live workers for dead at a short cut of the line; ours is faster on one machine anyhow.
        quartz.setProperty("org.quartz.jobStore.clusterCheckinInterval", "7500");
        quartz.setProperty("org.quartz.jobStore.useProperties", "true");
        // Without it two nodes may acquire one trigger.
        quartz.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        // With it an enqueueing transaction that lasts would stop the whole cluster.
        quartz.setProperty("org.quartz.jobStore.lockOnInsert", "false");
        // The slots. A task executor of Spring's would lift this limit.
        quartz.setProperty("org.quartz.threadPool.threadCount", Integer.toString(works ? settings.threads() : 1));
        quartz.setProperty("org.quartz.threadPool.threadsInheritContextClassLoaderOfInitializingThread", "true");
        return quartz;
    }

    @Bean
    Triggers triggers(Scheduler scheduler) {
        return new Triggers(scheduler);
    }

    @Bean
    Attempts attempts() {
        return new Attempts();
    }

    @Bean
    DeadWorkerSweep deadWorkerSweep(
            PlatformTransactionManager transactions,
            JdbcClient sql,
            AttemptEnd end,
            Attempts attempts,
            WorkerIdentity identity,
            @Value("${" + ROLE + ":web}") String role,
            JobTimes times) {
        return new DeadWorkerSweep(
                new TransactionTemplate(transactions),
                sql,
                end,
                attempts,
                role.equals("worker") ? identity.id() : "",
                times,
                System::nanoTime);
    }

    @Bean
    Reconciler reconciler(PlatformTransactionManager transactions, JdbcClient sql, Triggers triggers) {
        return new Reconciler(new TransactionTemplate(transactions), sql, triggers);
    }

    @Bean
    Housekeeping housekeeping(
            QueueConnections connections, DeadWorkerSweep sweep, Reconciler reconciler, JobTimes times) {
        DataSource own = connections.heartbeat();
        return new Housekeeping(
                new TransactionTemplate(new JdbcTransactionManager(own)),
                JdbcClient.create(own),
                sweep,
                reconciler,
                times);
    }
}
