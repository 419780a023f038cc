package oddboard.worker;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import oddboard.detector.Engine;
import oddboard.job.AttemptEnd;
import oddboard.job.Handlers;
import oddboard.job.JobChanges;
import oddboard.job.JobTimes;
import oddboard.job.QueueConnections;
import oddboard.job.RetryingTransaction;
import oddboard.job.Transitions;
import oddboard.job.WorkerTroubles;
import oddboard.storage.DiskSpace;
import org.quartz.Scheduler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What only a worker has. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = SchedulerConfiguration.ROLE, havingValue = "worker")
class WorkerConfiguration {
    /** Exit status of a worker that can't take jobs; whoever started it starts it again. */
    static final int BROKEN = 70;

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
            JobIntake taking,
            EngineWatch engine,
            WorkLimit limit,
            ObjectProvider<OpenTelemetry> telemetry) {
        JobSpans spans = new JobSpans(telemetry.getIfAvailable(OpenTelemetry::noop));
        return new AttemptRunner(
                transaction,
                transitions,
                end,
                sweep,
                handlers,
                attempts,
                identity,
                taking,
                engine,
                limit,
                start -> new Attempt(
                        start.job(), start.claim(), identity, transaction, sql, transitions, folders, spans));
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
                transaction, transitions, end, attempts, identity, home.resolve("logs"), () -> leave(times, BROKEN));
    }

    @Bean
    EngineWatch engineWatch(
            WorkerTroubles troubles,
            WorkerIdentity identity,
            WorkerSettings settings,
            JobIntake taking,
            JobTimes times) {
        return new EngineWatch(
                Engine::test, troubles, identity, settings, taking, () -> leave(times, BrokenEngineException.STATUS));
    }

    @Bean
    WorkLimit workLimit(WorkerSettings settings, JobIntake taking, JobTimes times) {
        return new WorkLimit(settings, taking, System::nanoTime, () -> leave(times, 0));
    }

    /** In order if it can be, by force where a thread that hangs keeps the process. */
    private static void leave(JobTimes times, int status) {
        Thread.ofPlatform().name("leave").start(() -> System.exit(status));
        Thread.ofPlatform().name("leave-by-force").daemon().start(() -> {
            LockSupport.parkNanos(times.drain().plusSeconds(20).toNanos());
            Runtime.getRuntime().halt(status);
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
            WorkLimit limit,
            @Value("${oddboard.worker.alive-file:}") String aliveFile) {
        JdbcClient own = JdbcClient.create(connections.heartbeat());
        IntakeWatchdog watch = new IntakeWatchdog(
                settings.threads(), LabelDelegate::lastLook, System::nanoTime, () -> leave(times, BROKEN));
        StallDetector stuck = new StallDetector(attempts, settings.standstill(), System::nanoTime, stallHandler::found);
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
        LivenessFile alive = aliveFile.isBlank() ? null : new LivenessFile(Path.of(aliveFile));
        heartbeat.onBeat(() -> {
            if (alive != null) {
                alive.give();
            }
            limit.beat();
        });
        return heartbeat;
    }

    @Bean
    WorkerNode workerNode(
            Scheduler scheduler,
            JobIntake taking,
            EngineWatch engine,
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
                engine,
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
