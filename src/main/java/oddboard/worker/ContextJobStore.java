package oddboard.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import oddboard.job.WorkerInfo;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerConfigException;
import org.quartz.Trigger;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.scheduling.quartz.LocalDataSourceJobStore;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * Spring's job store with connections of its own application context. The original finds them by the scheduler's name
 * in a registry of the whole JVM, where the context that started last wins.
 */
public final class ContextJobStore extends LocalDataSourceJobStore {
    private static final Map<String, SchedulerSignaler> SIGNALERS = new ConcurrentHashMap<>();

    /** Makes a started scheduler of this process look for jobs now, rather than when it looks the next time. */
    static void wake(String instance) {
        SchedulerSignaler signaler = SIGNALERS.get(instance);
        if (signaler != null) {
            signaler.signalSchedulingChange(0);
        }
    }

    /** A slot is free now; the scheduler looks at once only where all of its threads were busy, and some may still be. */
    @Override
    public void triggeredJobComplete(
            OperableTrigger trigger, JobDetail job, Trigger.CompletedExecutionInstruction instruction) {
        super.triggeredJobComplete(trigger, job, instruction);
        wake(getInstanceId());
    }

    @Override
    public void shutdown() {
        SIGNALERS.remove(getInstanceId());
        super.shutdown();
    }

    @Override
    public void initialize(ClassLoadHelper loader, SchedulerSignaler signaler) throws SchedulerConfigException {
        super.initialize(loader, signaler);
        SIGNALERS.put(getInstanceId(), signaler);
        DataSource joining = SchedulerFactoryBean.getConfigTimeDataSource();
        DataSource own = SchedulerFactoryBean.getConfigTimeNonTransactionalDataSource();
        if (joining == null || own == null) {
            throw new SchedulerConfigException("the scheduler needs both of its data sources");
        }
        String name = UUID.randomUUID().toString();
        register("tx-" + name, () -> DataSourceUtils.doGetConnection(joining));
        setDataSource("tx-" + name);
        register("own-" + name, own::getConnection);
        setNonManagedTXDataSource("own-" + name);
    }

    /**
     * The dead schedulers whose work this one takes over. Quartz compares its own clock with what the others wrote by
     * theirs; where it is wrong all of them look dead, or none.
     */
    @Override
    protected List<SchedulerStateRecord> findFailedInstances(Connection connection) throws JobPersistenceException {
        JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        long offset = new ClockWatch(sql, InstantSource.system()).look();
        return WorkerInfo.isClockRight(offset) ? super.findFailedInstances(connection) : List.of();
    }

    private interface Source {
        Connection get() throws SQLException;
    }

    private static void register(String name, Source source) {
        DBConnectionManager.getInstance().addConnectionProvider(name, new ConnectionProvider() {
            @Override
            public Connection getConnection() throws SQLException {
                return source.get();
            }

            @Override
            public void shutdown() {
                // Spring closes its data sources.
            }

            @Override
            public void initialize() {
                // Spring has made its data sources.
            }
        });
    }
}
