package oddboard.worker;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import oddboard.job.AttemptEnd;
import oddboard.job.Handlers;
import oddboard.job.JobChanges;
import oddboard.job.JobTimes;
import oddboard.job.QueueConnections;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import oddboard.job.Wakeups;
import oddboard.storage.DiskSpace;
import org.quartz.Scheduler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The scheduler on every node; the nested one adds the parts of a worker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
class SchedulerConfiguration {
    static final String ROLE = "oddboard.role";
    /** Exit status of a worker that can't take jobs; whoever started it starts it again. */
    static final int BROKEN = 70;

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

    /** What only a worker has. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = ROLE, havingValue = "worker")
    static class WorkerConfiguration {
        @Bean
        RetryingTransaction sureTransaction(PlatformTransactionManager transactions, JdbcClient sql, JobTimes times) {
            return new RetryingTransaction(new TransactionTemplate(transactions), sql, times.outage());
        }

        @Bean
        AttemptFolders attemptFolders(
                @Value("${oddboard.home:${java.io.tmpdir}/oddboard}") Path home, WorkerIdentity identity) {
            return new AttemptFolders(home.resolve("attempts"), identity.id());
        }

        @Bean
        AttemptRunner attemptRunner(
                RetryingTransaction transaction,
                JdbcClient sql,
                Transitions transitions,
                AttemptEnd end,
                DeadWorkerSweep sweep,
                Handlers handlers,
                Attempts attempts,
                AttemptFolders folders,
                WorkerIdentity identity,
                JobIntake taking) {
            return new AttemptRunner(
                    transaction,
                    transitions,
                    end,
                    sweep,
                    handlers,
                    attempts,
                    identity,
                    taking,
                    start -> new Attempt(start.job(), start.claim(), identity, transaction, sql, transitions, folders));
        }

        @Bean
        JobIntake taking(Scheduler scheduler, ObjectProvider<DiskSpace> disk) {
            return new JobIntake(scheduler, () -> disk.stream().anyMatch(DiskSpace::isFull));
        }

        @Bean
        StallHandler stallHandler(
                RetryingTransaction transaction,
                Transitions transitions,
                AttemptEnd end,
                Attempts attempts,
                WorkerIdentity identity,
                @Value("${oddboard.home:${java.io.tmpdir}/oddboard}") Path home,
                JobTimes times) {
            return new StallHandler(
                    transaction, transitions, end, attempts, identity, home.resolve("logs"), () -> leave(times));
        }

        /** In order if it can be, by force where a thread that hangs keeps the process. */
        private static void leave(JobTimes times) {
            Thread.ofPlatform().name("leave").start(() -> System.exit(BROKEN));
            Thread.ofPlatform().name("leave-by-force").daemon().start(() -> {
                LockSupport.parkNanos(times.drain().plusSeconds(20).toNanos());
                Runtime.getRuntime().halt(BROKEN);
            });
        }

        @Bean(destroyMethod = "")
        Heartbeat heartbeat(
                QueueConnections connections,
                Attempts attempts,
                WorkerIdentity identity,
                WorkerSettings settings,
                JobTimes times,
                JobIntake taking,
                StallHandler stallHandler,
                @Value("${oddboard.worker.alive-file:}") String aliveFile) {
            JdbcClient own = JdbcClient.create(connections.heartbeat());
            IntakeWatchdog watch = new IntakeWatchdog(
                    settings.threads(), LabelDelegate::lastLook, System::nanoTime, () -> leave(times));
            StallDetector stuck =
                    new StallDetector(attempts, settings.standstill(), System::nanoTime, stallHandler::found);
            Heartbeat heartbeat = new Heartbeat(
                    own,
                    attempts,
                    identity,
                    settings,
                    times,
                    watch,
                    stuck,
                    new ClockWatch(own, InstantSource.system()),
                    taking);
            if (!aliveFile.isBlank()) {
                heartbeat.onBeat(new LivenessFile(Path.of(aliveFile))::give);
            }
            return heartbeat;
        }

        @Bean
        WorkerNode workerNode(
                Scheduler scheduler,
                JobIntake taking,
                Heartbeat heartbeat,
                AttemptRunner runner,
                Attempts attempts,
                AttemptFolders folders,
                RetryingTransaction transaction,
                Transitions transitions,
                AttemptEnd end,
                JdbcClient sql,
                WorkerIdentity identity,
                WorkerSettings settings,
                JobChanges changes,
                JobTimes times) {
            WorkerDeregistration deregistration = new WorkerDeregistration(scheduler, transaction, sql, identity);
            return new WorkerNode(
                    taking,
                    heartbeat,
                    runner,
                    attempts,
                    folders,
                    transaction,
                    deregistration,
                    new CancelDeadline(transaction, transitions, end, attempts),
                    identity,
                    settings,
                    changes,
                    times);
        }

        @Bean
        @ConditionalOnProperty("oddboard.worker.parent-pid")
        ParentWatch parentWatch(WorkerSettings settings) {
            long pid = java.util.Objects.requireNonNull(settings.parentPid());
            return new ParentWatch(ParentWatch.lives(pid), () -> System.exit(0));
        }
    }
}
