-- Keeps organisations apart in the database itself. What a till or an office asks for runs as galley_tenant, which owns
-- nothing and sees only rows of the organisation named in galley.organisation (server/src/db/organisation.ts). It may
-- do what is granted below and nothing else: a table without a grant is none of its business. The relay, the projector
-- and their like work for everybody and stay the owner.

-- Roles belong to the cluster, so another database may have made it already, or be making it now.
DO $$ BEGIN
  IF to_regrole('galley_tenant') IS NULL THEN
    CREATE ROLE galley_tenant NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$;

-- A superuser may become any role; any other owner has to be let.
DO $$ BEGIN
  SET LOCAL ROLE galley_tenant;
  RESET ROLE;
EXCEPTION WHEN insufficient_privilege THEN
  GRANT galley_tenant TO CURRENT_USER;
END $$;

CREATE FUNCTION tenant_organisation() RETURNS UUID LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('galley.organisation', true), '')::uuid;

ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE branch ENABLE ROW LEVEL SECURITY;
ALTER TABLE till ENABLE ROW LEVEL SECURITY;
ALTER TABLE till_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrolment_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE mutation ENABLE ROW LEVEL SECURITY;
ALTER TABLE fork ENABLE ROW LEVEL SECURITY;
ALTER TABLE change ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;

-- Each policy leans on the one of the table that it looks into.
CREATE POLICY tenant ON organisation TO galley_tenant USING (id = tenant_organisation());
CREATE POLICY tenant ON branch TO galley_tenant USING (organisation_id = tenant_organisation());
CREATE POLICY tenant ON till TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
CREATE POLICY tenant ON till_log TO galley_tenant USING (EXISTS (SELECT FROM till WHERE till.id = till_id));
CREATE POLICY tenant ON enrolment_code TO galley_tenant USING (EXISTS (SELECT FROM till WHERE till.id = till_id));
CREATE POLICY tenant ON mutation TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
CREATE POLICY tenant ON fork TO galley_tenant USING (EXISTS (SELECT FROM till WHERE till.id = till_id));
CREATE POLICY tenant ON change TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
-- A command's subject ends with its branch.
CREATE POLICY tenant ON outbox FOR INSERT TO galley_tenant
  WITH CHECK (EXISTS (SELECT FROM branch WHERE branch.id = right(subject, 36)::uuid));

GRANT SELECT ON organisation, branch, till, till_log, enrolment_code, mutation, fork, change TO galley_tenant;
GRANT INSERT ON mutation, fork, change, outbox, enrolment_code TO galley_tenant;
GRANT UPDATE ON till, till_log, change TO galley_tenant;
GRANT UPDATE (head) ON branch TO galley_tenant;
GRANT DELETE ON enrolment_code TO galley_tenant;
GRANT USAGE ON SEQUENCE fork_id_seq, outbox_id_seq TO galley_tenant;
