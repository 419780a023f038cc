-- What "nothing is lost, nothing is done twice" means: each statement answers with one sentence a violation.

--- always: never true for a moment, whatever is under way

-- L1: one state for each job, told in the same words by all columns
select 'L1 job ' || id || ' is ' || state || ' but ' || case when ended_at is null then 'has no end' else
  'has an end' end
from job
where (state in ('SUCCEEDED', 'FAILED', 'CANCELLED')) <> (ended_at is not null);

select 'L1 job ' || id || ' is ' || state || ' but its worker is ' || coalesce(worker, 'nobody')
from job
where state = 'RUNNING' and (worker is null or heartbeat_at is null or attempt = 0) or state in
  ('QUEUED', 'RETRY_WAIT') and worker is not null;

select 'L1 run ' || run.id || ' has no job of its kind'
from run
left join job on job.id = job_id and kind = 'run'
where job.id is null;

-- L2: one live attempt a job, no more attempts than allowed, no more jobs than slots
select 'L2 job ' || job.id || ' was started ' || count(event.id) || ' times but counts ' || job.attempt ||
  ' attempts'
from job
left join job_event event on event.job_id = job.id and event.state = 'RUNNING'
group by job.id
having count(event.id) <> job.attempt;

select 'L2 attempt ' || attempt || ' of job ' || job_id || ' was started ' || count(*) || ' times'
from job_event
where state = 'RUNNING'
group by job_id, attempt
having count(*) > 1;

select 'L2 job ' || id || ' had ' || lost_attempts + failed_attempts || ' bad attempts of ' || max_attempts
from job
where lost_attempts + failed_attempts > max_attempts
  or lost_attempts + failed_attempts = max_attempts and state in ('QUEUED', 'RUNNING', 'RETRY_WAIT');

select 'L2 worker ' || worker.id || ' runs ' || count(*) || ' jobs in ' || slots || ' slots'
from worker
join job on job.worker = worker.id and state = 'RUNNING'
group by worker.id
having count(*) > slots;

-- L3: nothing of an older attempt after another has taken over
select 'L3 checkpoint ' || mine.id || ' of attempt ' || mine.attempt || ' of run ' || run.id ||
  ' is younger than attempt ' || taken.attempt
from run_checkpoint mine
join run on run.id = mine.run_id
join job_event taken on taken.job_id = run.job_id and taken.state = 'RUNNING' and taken.attempt >
  mine.attempt and mine.created_at > taken.at;

select 'L3 line ' || later.id || ' in the log of run ' || later.run_id || ' is attempt ' || later.attempt
  || '''s but came after attempt ' || earlier.attempt || '''s'
from run_log later
join run_log earlier on earlier.run_id = later.run_id and earlier.id < later.id and earlier.attempt
  > later.attempt;

select 'L3 epoch ' || later.epoch || ' of run ' || later.run_id || ' is attempt ' || later.attempt ||
  '''s though attempt ' || earlier.attempt || ' did epoch ' || earlier.epoch
from run_loss later
join run_loss earlier on earlier.run_id = later.run_id and earlier.epoch < later.epoch and
  earlier.attempt > later.attempt;

select 'L3 run ' || run.id || ' has a ' || what || ' of attempt ' || made.attempt || ', which never was'
from run
join job on job.id = job_id
join (select run_id, attempt, 'loss' as what from run_loss
      union all select run_id, attempt, 'checkpoint' from run_checkpoint
      union all select run_id, attempt, 'line' from run_log) made on made.run_id = run.id
where made.attempt > job.attempt;

-- L4: exactly one whole result for what succeeded, none for what did not
select 'L4 run ' || run.id || ' is ' || state || case when result.run_id is null then ' without' else
  ' with' end || ' a result'
from run
join job on job.id = job_id
left join run_result result on result.run_id = run.id
where (state = 'SUCCEEDED') <> (result.run_id is not null);

select 'L4 run ' || run_id || ' has ' || cardinality(scores) || ' scores of ' || image_count || ' images'
from run_result
where cardinality(scores) <> image_count or array_position(scores, 'NaN') is not null;

select 'L4 run ' || run.id || ' has ' || count(loss.epoch) || ' losses of ' || run.epoch || ' epochs'
from run
join job on job.id = job_id and state = 'SUCCEEDED'
left join run_loss loss on loss.run_id = run.id
group by run.id
having count(loss.epoch) <> run.epoch;

select 'L4 version ' || version.id || ' is ' || case when ready_at is null then 'not ' else '' end ||
  'ready but its import is ' || state
from dataset_version version
join job on job.id = job_id
where (state = 'SUCCEEDED') <> (ready_at is not null);

-- L5: what is referred to is there, byte for byte
select 'L5 blob ' || left(blob.sha256, 8) || ' holds other bytes than its name says'
from blob
left join blob_chunk chunk on chunk.blob_id = blob.id
where blob.sha256 is not null and blob.object_key is null
group by blob.id
having blob.size is distinct from coalesce(sum(length(chunk.bytes)), 0) or
  encode(sha256(coalesce(string_agg(chunk.bytes, ''::bytea order by chunk.number), ''::bytea)),
  'hex') <> blob.sha256;

select 'L5 blob ' || id || ' is left over: untouched for a day and without a name'
from blob
where sha256 is null and touched_at < now() - interval '26 hours';

-- L7: each change told once, with its actor and reason
select 'L7 job ' || job_id || ' went from ' || coalesce(before, 'nothing') || ' to ' || state
from (select *, lag(state) over (partition by job_id order by id) as before from job_event) event
where case coalesce(before, '')
  when '' then state <> 'QUEUED'
  when 'QUEUED' then state not in ('RUNNING', 'FAILED', 'CANCELLED')
  when 'RETRY_WAIT' then state not in ('RUNNING', 'FAILED', 'CANCELLED')
  when 'RUNNING' then state = 'RUNNING'
  else true end;

select 'L7 job ' || job.id || ' is ' || job.state || ' but was last told to be ' || coalesce(event.state,
  'nothing')
from job
left join lateral (
  select state from job_event where job_id = job.id order by id desc limit 1) event on true
where event.state is distinct from job.state;

select 'L7 event ' || event.id || ' of job ' || job_id || ' has no actor, no reason or no sensible time'
from job_event event
join job on job.id = job_id
where actor = '' or reason = ''
  or at not between created_at - interval '1 second' and clock_timestamp();

-- L8: a failure is told in plain sentences
select 'L8 job ' || id || ' failed with the words "' || coalesce(error_detail, '') || '"'
from job
where state = 'FAILED'
  and (coalesce(error_code, '') = '' or coalesce(error_detail, '') !~ '^[A-Z].*[.]$'
  or error_detail ~* '(exception|\sat [a-z]+[.][a-z]+|java[.]|null\y|/[a-z]+/[a-z]+)');

select 'L8 job ' || id || ' is ' || state || ' with the error ' || error_code
from job
where state not in ('FAILED', 'RETRY_WAIT') and error_code is not null;

--- soon: true for a while after a crash, until somebody has set it right

select 'L2 job ' || job.id || ' runs on ' || job.worker || ', which is silent'
from job
left join worker on worker.id = job.worker
where state = 'RUNNING' and coalesce(worker.heartbeat_at, '-infinity') < now() - interval '60 seconds';

select 'L6 job ' || job.id || ' waits without a trigger'
from job
where state in ('QUEUED', 'RETRY_WAIT')
  and not exists (
  select from qrtz_triggers t where t.job_name = job.id::text and t.job_group = job.label and t.trigger_state in ('WAITING',
  'ACQUIRED'));

select 'L6 job ' || job.id || ' has ended but has a trigger'
from job
join qrtz_triggers t on t.job_name = job.id::text
where job.ended_at is not null;

select 'L6 trigger ' || trigger_name || ' is ' || trigger_state || case when trigger_state = 'ACQUIRED'
  then ' by nobody' else '' end
from qrtz_triggers t
where trigger_state in ('BLOCKED', 'ERROR', 'PAUSED') or trigger_state = 'ACQUIRED'
  and not exists (
  select from qrtz_fired_triggers f where f.trigger_name = t.trigger_name and f.trigger_group = t.trigger_group);

select 'L6 trigger ' || trigger_name || ' is in the hands of ' || instance_name || ', which is dead'
from qrtz_fired_triggers f
where not exists (
  select from worker where worker.id = instance_name and worker.heartbeat_at > now() - interval '60 seconds');

--- toy: what is always true of the toy handler's jobs, where a test has made its tables

select 'L1 toy ' || job_id || ' was accepted but has no job'
from toy
left join job on job.id = job_id
where job.id is null;

select 'L3 step ' || step || ' of job ' || mine.job_id || ' is attempt ' || mine.attempt ||
  '''s, made when attempt ' || taken.attempt || ' had begun'
from toy_step mine
join job_event taken on taken.job_id = mine.job_id and taken.state = 'RUNNING' and taken.attempt >
  mine.attempt and mine.at > taken.at;

select 'L4 job ' || job.id || ' is ' || state || ' and has the sum ' || coalesce(sum, -1) ||
  ' of attempt ' || coalesce(result.attempt, 0)
from job
join toy on toy.job_id = job.id
left join toy_result result on result.job_id = job.id
where case when state = 'SUCCEEDED' then result.attempt is distinct from job.attempt or result.sum is distinct from toy.steps::bigint * (toy.steps + 1) / 2 else result.job_id is not null end;

select 'L4 the end of job ' || job.id || ', ' || job.state || ', was told ' || count(ended.job_id) ||
  ' times'
from job
join toy on toy.job_id = job.id
left join toy_ended ended on ended.job_id = job.id and ended.state = job.state
group by job.id
having count(ended.job_id) <> case when job.state in ('FAILED', 'CANCELLED') then 1 else 0 end;
