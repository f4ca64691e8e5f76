-- A tenant is one operation on one server. Entered twice, its line would be two (an older file could run beside a younger one), its day two
-- budgets, and its calls at once twice as many as its token allows.
CREATE UNIQUE INDEX "Tenant_server_operation_key" ON "Tenant"("server", "operation");
