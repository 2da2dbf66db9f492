/** A document to begin with. */
export const starter = `# What a sandbox starts with. The schema for editors is in the package:
# yaml-language-server: $schema=./node_modules/workspaced/state.schema.json
version: 1
organizations:
  - ref: example            # your own handle, which the API never shows
    name: Example Inc
    workspace_limit: 100

    # Only a sandbox takes keys from a document; elsewhere, key_env names a variable that holds the key.
    admin_keys:
      - {name: Tests, key: sk-ant-admin01-only-for-tests}

    users:
      - {email: ada@example.com, name: Ada, role: admin}
      - {email: bob@example.com, name: Bob, role: developer}
    invites:
      - {email: carol@example.com, role: user}
    service_accounts:
      - {name: deployer, description: Rolls out releases}

    workspaces:
      - ref: production
        name: Production
        tags: {team: platform}
        members:
          - {user: bob@example.com, workspace_role: workspace_developer}
        service_accounts:
          - {service_account: deployer, workspace_role: workspace_developer}
        api_keys:
          - {name: Batch jobs}
      - ref: evaluation
        name: Evaluation
        pinned: true        # writes are answered, but not kept
        # id: workspace_id  # an ID that tests expect

    # More workspaces, load-001 to load-025, for lists of several pages:
    # generate: {workspaces: 25, name: "load-%03d"}
`;
