# Creates the secrets that compose.yaml needs, each in a file that only its owner can read; existing ones stay.
# Usage, as root: sh make-secrets.sh DIRECTORY POSTGRES_USER SERVER_USER. `npm run drill:deploy` runs it.
set -eu
umask 077
cd "$1"

# 256 bits in 43 letters, digits, `-` and `_`.
random() {
	head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'
}

# Writes standard input to this file, for this owner: completely, or not at all.
keep() {
	if [ -s "$1" ]; then return; fi
	cat > "$1.new"
	chown "$2" "$1.new"
	sync
	mv "$1.new" "$1"
}

printf 'sk-ant-admin01-%s\n' "$(random)" | keep admin-key "$3"
random | keep postgres-password "$2"
keep server-password "$3" < postgres-password
