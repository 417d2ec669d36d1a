/**
 * Loaded into every program that the supervisor starts: when the supervisor is killed its channel breaks, and the
 * program ends as if told to, instead of holding ports and folders against the next start.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
